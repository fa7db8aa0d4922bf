// The top of the site leads on: to the language chosen here before, else to the browser's, else to the ballot's.
(() => {
  const offered = [...document.querySelectorAll("link[hreflang]")].map((link) => link.hreflang);
  const kept = () => {
    try {
      return localStorage.getItem("recolement-language");
    } catch {
      return null; // a browser that keeps nothing
    }
  };
  const wanted = [kept(), ...navigator.languages.map((one) => one.toLowerCase().split("-")[0])];
  location.replace(`${wanted.find((one) => offered.includes(one)) ?? offered[0]}/index.html`);
})();

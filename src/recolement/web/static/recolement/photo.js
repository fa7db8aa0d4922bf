// The photo of the signed sheet: made smaller on the device, and drawn anew so that nothing but pixels leaves it
// (no place, no hour, no telephone's name).

const LARGEST = 2200;
for (const input of document.querySelectorAll("input[type=file][data-photo]")) {
  const shown = document.getElementById(input.dataset.photo);
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      const holder = new DataTransfer();
      holder.items.add(new File([blob], "sheet.jpg", { type: "image/jpeg" }));
      input.files = holder.files;
      shown.src = URL.createObjectURL(blob);
      shown.hidden = false;
    } catch { /* not a picture this browser reads: the server will say so */ }
  });
}

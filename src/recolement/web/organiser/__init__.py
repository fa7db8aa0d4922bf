"""The organiser: a ballot set up in the browser, its rounds opened, its access sheets handed out."""

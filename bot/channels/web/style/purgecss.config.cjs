// A phone on a bad line waits for the stylesheet: what no page names of GOV.UK Frontend is left out of it.
// Our own rules stay, for some of their names are put together while a page is made.
module.exports = {
  css: ["../static/understory.css"],
  output: "../static/",
  content: [
    "../templates/*.html",
    "../static/*.js",
    "../*.py",
    "../../../../reports/templates/*.html",
    "../../../../reports/render/*.py",
  ],
  defaultExtractor: (text) => text.match(/[\w!-]+/g) || [],
  safelist: { greedy: [/us-/] },
};

// A link may carry the code behind its #, which no browser sends to a server or to another page.
"use strict";
const [code, word] = decodeURIComponent(location.hash.slice(1)).split("/");
if (code) {
  history.replaceState(null, "", location.pathname);
  const field = document.getElementById("word");
  document.getElementById("code").value = code;
  if (field && word) field.value = word;
  // what was refused once is not sent again by itself
  if (!document.querySelector("[role=alert]") && (!field || word)) document.getElementById("enter").submit();
  else if (field) field.focus();
}

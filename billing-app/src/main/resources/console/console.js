// Opens what was loaded into the dialog, and closes it again. Without this file each dialog is a page of its own.
document.addEventListener('htmx:afterSwap', (event) => {
  if (event.target.id === 'dialog') {
    event.target.showModal();
  }
});
document.addEventListener('click', (event) => {
  const close = event.target.closest('#dialog [data-close]');
  if (close) {
    event.preventDefault();
    document.getElementById('dialog').close();
  }
});
// A request that came to nothing is told where it was made: in the words of the page that was answered, or in those of this page if nothing was.
const silence = document.getElementById('network').textContent;
const tell = (words) => {
  const network = document.getElementById('network');
  network.textContent = words;
  network.hidden = false;
};
document.addEventListener('htmx:sendError', () => tell(silence));
document.addEventListener('htmx:responseError', (event) => {
  const { response, status } = event.detail.xhr;
  const page = new DOMParser().parseFromString(response, 'text/html');
  const said = ['main h1', 'main p'].map((part) => page.querySelector(part)?.textContent.trim()).filter(Boolean);
  tell(said.join('. ') || `The service failed (${status}). Load the page again to see how things stand.`);
});
document.addEventListener('htmx:beforeRequest', () => { document.getElementById('network').hidden = true; });

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
// A request that came to nothing is told where it was made.
for (const failure of ['htmx:responseError', 'htmx:sendError']) {
  document.addEventListener(failure, () => { document.getElementById('network').hidden = false; });
}
document.addEventListener('htmx:beforeRequest', () => { document.getElementById('network').hidden = true; });

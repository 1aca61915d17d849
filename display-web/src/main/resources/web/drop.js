// Jars that are dropped on the page become devices.
const LIMIT = 32 * 1024 * 1024;

export function takeJars(status) {
  const say = (text, className) => {
    status.textContent = text;
    status.className = className;
  };
  const take = async file => {
    if (file.size > LIMIT) {
      say(`${file.name}: a jar has 32 MiB at most`, 'bad');
      return;
    }
    say(`${file.name} ...`, '');
    try {
      const answer = await fetch(`/bundles?file=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
      say((await answer.text()).trim(), answer.ok ? 'good' : 'bad');
    } catch {
      say(`${file.name}: the connection is lost`, 'bad');
    }
  };
  const files = event => event.dataTransfer?.types.includes('Files');
  document.addEventListener('dragover', event => {
    if (files(event)) {
      event.preventDefault();
      document.body.classList.add('dropping');
    }
  });
  document.addEventListener('dragleave', event => {
    if (!event.relatedTarget) {
      document.body.classList.remove('dropping');
    }
  });
  document.addEventListener('drop', async event => {
    if (files(event)) {
      event.preventDefault();
      document.body.classList.remove('dropping');
      for (const file of event.dataTransfer.files) {
        await take(file);
      }
    }
  });
}

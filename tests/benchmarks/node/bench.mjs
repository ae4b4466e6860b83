// One engine, resident: reads requests on stdin (one JSON a line), answers on stdout (one JSON a line).
//   {"template": base64, "data": {…}}  keeps them                        → {"node", "versions"}
//   {"times": n}                       renders n times, one by one       → {"ns": [n times], "docx": base64 of the last}
// What is timed goes from the template's bytes and the data to the document's bytes. carbone reads its template from a file.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";

const version = (name) => JSON.parse(fs.readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;

const ENGINES = {
  async docxtemplater() {
    const PizZip = (await import("pizzip")).default;
    const Docxtemplater = (await import("docxtemplater")).default;
    return {
      packages: ["docxtemplater", "pizzip"],
      keep: (template) => template,
      async render(template, data) {
        const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
        document.render(data);
        return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
      },
    };
  },
  async "easy-template-x"() {
    const { TemplateHandler } = await import("easy-template-x");
    const handler = new TemplateHandler();
    return { packages: ["easy-template-x"], keep: (template) => template, render: (template, data) => handler.process(template, data) };
  },
  async carbone() {
    const carbone = (await import("carbone")).default;
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
    carbone.set({ tempPath: folder });
    process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
    return {
      packages: ["carbone"],
      keep(template) {
        const file = path.join(folder, "template.docx");
        fs.writeFileSync(file, template);
        return file;
      },
      render: (file, data) =>
        new Promise((resolve, reject) => carbone.render(file, data, (error, made) => (error ? reject(new Error(error)) : resolve(made)))),
    };
  },
};

const engine = await ENGINES[process.argv[2]]();
let template, data;
for await (const line of readline.createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  if (request.template !== undefined) {
    template = engine.keep(Buffer.from(request.template, "base64"));
    data = request.data;
    answer = { node: process.versions.node, versions: Object.fromEntries(engine.packages.map((name) => [name, version(name)])) };
  } else {
    const ns = [];
    let made;
    for (let turn = 0; turn < request.times; turn += 1) {
      const start = process.hrtime.bigint();
      made = await engine.render(template, data);
      ns.push(Number(process.hrtime.bigint() - start));
    }
    answer = { ns, docx: Buffer.from(made).toString("base64") };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);

/* schema.js: judges documents by the schemas, with ajv.
 *
 * usage: schema.js AJV-FOLDER SCHEMA-FOLDER < CASES > VERDICTS
 * A case is a line {"schema": NAME, "doc": …}; its verdict a line {"ok": …, "why": …}. */
'use strict';
const fs = require('fs');
const path = require('path');

const [ajvFolder, schemaFolder] = process.argv.slice(2);
const Ajv = require(path.join(ajvFolder, 'dist', '2020')).default;
const ajv = new Ajv({strict: true, strictTypes: false, strictRequired: false});
const judges = {};

function judge(name) {
    if (!judges[name]) {
        const file = path.join(schemaFolder, name + '.json');
        judges[name] = ajv.compile(JSON.parse(fs.readFileSync(file, 'utf8')));
    }
    return judges[name];
}

for (const line of fs.readFileSync(0, 'utf8').split('\n')) {
    if (!line)
        continue;
    const {schema, doc} = JSON.parse(line);
    const valid = judge(schema);
    const ok = valid(doc);
    const first = ok ? null : valid.errors[0];
    const why = first ? `${first.instancePath} ${first.message}` : '';
    process.stdout.write(JSON.stringify({ok, why}) + '\n');
}

// Holds every answer of the API against the schemas of the MOTIS client, which is installed into a
// temporary folder for the time of the test: node schemas.mjs TRAJET TRAJET-SERVE MAKE_LIVE NOW CITY
// The city is asked with what its operators say at that moment.
// Ends with 77 (skipped) when npm is absent or the package cannot be had.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const PACKAGE = "@motis-project/motis-client@2.11.3";
const [program, serve, make_live, now, city] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "trajet-schemas-"));
let complaints = 0, answers = 0;

function skip(why) {
  console.log(`skipped: ${why}`);
  rmSync(folder, { recursive: true });
  process.exit(77);
}

function complain(where, what) {
  complaints++;
  if (complaints <= 40) console.log(`${where}: ${what}`);
}

async function loadSchemas() {
  const npm = spawnSync("npm", ["install", "--prefix", folder, "--ignore-scripts", "--no-audit",
    "--no-fund", "--omit=dev", PACKAGE], { encoding: "utf8", timeout: 120000 });
  const file = join(folder, "node_modules/@motis-project/motis-client/dist/schemas.gen.js");
  if (npm.error) skip("npm is not here");
  if (npm.status !== 0 || !existsSync(file)) skip(`npm cannot install ${PACKAGE}`);
  return import(pathToFileURL(file).href);
}

// The validator: as much of JSON schema as those schemas use.
const TYPES = {
  string: (v) => typeof v === "string",
  number: (v) => typeof v === "number",
  integer: (v) => Number.isInteger(v),
  boolean: (v) => typeof v === "boolean",
  array: (v) => Array.isArray(v),
  object: (v) => v !== null && typeof v === "object" && !Array.isArray(v),
};
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function check(schemas, schema, value, where) {
  if (schema.$ref) {
    const name = schema.$ref.split("/").pop();
    return check(schemas, schemas[`${name}Schema`], value, where);
  }
  if (schema.enum && !schema.enum.includes(value))
    return complain(where, `${JSON.stringify(value)} is none of the known values`);
  if (schema.type && !TYPES[schema.type](value))
    return complain(where, `is no ${schema.type}: ${JSON.stringify(value)}`);
  if (schema.format === "date-time" && !MOMENT.test(value))
    complain(where, `is no UTC time in whole seconds: ${value}`);
  if (Array.isArray(value) && schema.items)
    value.forEach((item, i) => check(schemas, schema.items, item, `${where}[${i}]`));
  for (const name of schema.required ?? [])
    if (!(name in value)) complain(where, `lacks ${name}`);
  for (const [name, inner] of Object.entries(schema.properties ?? {}))
    if (value && name in value) check(schemas, inner, value[name], `${where}.${name}`);
}

const ref = (name) => ({ $ref: `#/components/schemas/${name}` });
const list = (name) => ({ type: "array", items: ref(name) });
const object = (properties) =>
  ({ type: "object", required: Object.keys(properties), properties });
const text = { type: "string" }, number = { type: "number" };

// Answers that the package describes as types only.
const SHAPES = {
  plan: object({ requestParameters: { type: "object" }, debugOutput: { type: "object" },
    from: ref("Place"), to: ref("Place"), direct: list("Itinerary"),
    itineraries: list("Itinerary"), previousPageCursor: text, nextPageCursor: text }),
  stoptimes: object({ stopTimes: list("StopTime"), place: ref("Place"),
    previousPageCursor: text, nextPageCursor: text }),
  "one-to-all": ref("Reachable"),
  trip: ref("Itinerary"),
  "refresh-itinerary": ref("Itinerary"),
  stop: object({ place: ref("Place"), routes: list("Route") }),
  geocode: list("Match"),
  "reverse-geocode": list("Match"),
  "map/stops": list("Place"),
  "map/trips": list("TripSegment"),
  "map/initial": object({ lat: number, lon: number, zoom: number,
    serverConfig: ref("ServerConfig") }),
  rentals: object({ providerGroups: list("RentalProviderGroup"), providers: list("RentalProvider"),
    stations: list("RentalStation"), vehicles: list("RentalVehicle"), zones: list("RentalZone") }),
  "map/levels": { type: "array", items: number },
  "one-to-many": list("Duration"),
  health: ref("HealthResponse"),
};

// What is ours alone has no schema there, so it is written down here.
const period = { enum: ["DAY", "WEEK", "MONTH", "YEAR"] };
const flag = { type: "boolean" }, whole = { type: "integer" }, texts = { type: "array", items: text };
const rule = (required, more) => ({ type: "array", items: { ...object({ id: text, name: text,
  rule: text, ...required }), properties: { id: text, name: text, rule: text, networks: texts,
  from: texts, to: texts, category: text, medium: text, weekdays: { type: "array", items: {
    enum: ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] } }, firstDay: text, lastDay: text,
  amount: whole, reduction: whole, percent: number, price: whole, currency: text, decimals: whole,
  period, freeMinutes: whole, ...required, ...more } } });
const FARES = object({
  parameters: object({ categories: text, media: text, passes: text, caps: text }),
  categories: { type: "array", items: { ...object({ id: text, name: text, default: flag }),
    properties: { id: text, name: text, default: flag, feed: text, url: text,
      rules: { type: "array", items: object({ rule: text }) } } } },
  media: { type: "array", items: { ...object({ id: text, name: text }),
    properties: { id: text, name: text, feed: text, mediumType: { enum: ["NONE", "PAPER_TICKET",
      "TRANSIT_CARD", "CONTACTLESS_EMV", "MOBILE_APP"] } } } },
  passes: rule({ networks: texts, price: whole, currency: text, decimals: whole, period }),
  caps: rule({ networks: texts, amount: whole, currency: text, decimals: whole, period }),
  free: rule({ networks: texts }),
  combined: rule({ from: texts, to: texts, withinMinutes: whole }),
  supplements: rule({ networks: texts, amount: whole, currency: text, category: text }),
  notes: { type: "array" }, snapshot: object({ id: text, timetable: text, number: whole }),
});

SHAPES["map/rentals"] = SHAPES.rentals;

// What clients demand of transit legs beyond the schema.
const RIDE = ["headsign", "tripFrom", "tripTo", "routeId", "directionId", "agencyId", "agencyName",
  "agencyUrl", "tripId", "routeShortName", "routeLongName", "tripShortName", "routeType", "source",
  "cancelled", "intermediateStops"];

// What a version must lack or have; the schema is the newest one.
function adapt(version, name, answer) {
  const old = version < 4;
  const legs = name === "plan" ? answer.itineraries.flatMap((i) => i.legs)
    : name === "trip" ? answer.legs : [];
  for (const leg of legs) {
    const want = { 1: 7 }[version] ?? 6;
    if (leg.legGeometry.precision !== want) complain(`v${version} ${name}`, "wrong precision");
    if (["WALK", "BIKE", "CAR", "RENTAL"].includes(leg.mode)) continue;
    for (const field of RIDE) if (!(field in leg)) complain(`v${version} ${name}`, `no ${field}`);
    if ("displayName" in leg === old) complain(`v${version} ${name}`, "displayName");
  }
  for (const time of name === "stoptimes" && old ? answer.stopTimes : []) {
    if ("displayName" in time) complain(`v${version} ${name}`, "displayName");
    time.displayName = "";
  }
  const place = name === "plan" ? answer.from : name === "stoptimes" ? answer.place : null;
  if (place && "level" in place !== version < 6) complain(`v${version} ${name}`, "level");
}

// What may be claimed; the demo city has some of everything.
async function ask_fares(base, schemas) {
  const fares = await (await fetch(`${base}/x/v1/fares?language=fr`)).json();
  answers++;
  check(schemas, FARES, fares, "fares");
  for (const name of Object.keys(FARES.properties).slice(1, -2))
    if (!fares[name].length) complain("fares", `no ${name} at all`);
}

async function ask(base, schemas, version, name, query) {
  const url = `${base}/api/v${version}/${name}?${new URLSearchParams(query)}`;
  const reply = await fetch(url);
  const answer = await reply.json();
  answers++;
  if (reply.status !== 200) complain(url, `${reply.status} ${JSON.stringify(answer)}`);
  else {
    adapt(version, name, answer);
    check(schemas, SHAPES[name], answer, `v${version} ${name}`);
  }
  return answer;
}

// One tour through all endpoints, each question made of earlier answers.
async function tour(base, schemas, version) {
  const say = (name, query = {}) => ask(base, schemas, version, name, query);
  const initial = await say("map/initial");
  const min = `${initial.lat - 0.2},${initial.lon - 0.2}`;
  const max = `${initial.lat + 0.2},${initial.lon + 0.2}`;
  const stops = await say("map/stops", { min, max, grouped: true });
  const far = [...stops].sort((a, b) => b.importance - a.importance);
  if (far.length < 2) return complain(`v${version} map/stops`, "hardly a stop");
  const [from, to] = [far[0], far[far.length >> 1]];
  await say("map/levels", { min, max });
  await say("map/rentals", { min, max });
  const lent = await say("rentals", { min, max });
  if (!(lent.stations.length && lent.vehicles.length && lent.zones.length))
    complain("rentals", "hardly anything is lent");
  const names = await say("geocode", { text: from.name, language: "en,fr" });
  const here = `${to.lat},${to.lon}`;
  await say("reverse-geocode", { place: here, type: "STOP" });
  if (!names.some((match) => match.id === from.stopId)) complain("geocode", "not found by name");
  await say("stop", { stopId: from.stopId });
  const end = new Date(Date.parse(now) + 60000).toISOString();
  const moving = await say("map/trips", { min, max, zoom: 14, startTime: now, endTime: end });
  if (moving.length === 0) complain("map/trips", "nothing moves");
  const board = { stopId: from.stopId, time: now, n: 5 };
  const times = await say("stoptimes", { ...board, fetchStops: true });
  await say("stoptimes", { ...board, arriveBy: true, fetchStops: true });
  await say("stoptimes", { ...board, both: true, pageCursor: times.nextPageCursor });
  await say("trip", { tripId: times.stopTimes[0].tripId });
  const question = { fromPlace: from.stopId, toPlace: to.stopId, time: now };
  const plan = await say("plan", question);
  if (plan.itineraries.length < 5) complain(`v${version} plan`, "fewer than five itineraries");
  const priced = await say("plan", { ...question, withFares: true, detailedLegs: false });
  if (!priced.itineraries.some((way) => way.fareTransfers.length)) complain("plan", "no fare at all");
  await say("refresh-itinerary", { itineraryId: plan.itineraries[0].id });
  await say("plan", { ...question, pageCursor: plan.nextPageCursor });
  await say("plan", { ...question, arriveBy: true, detailedLegs: false, joinInterlinedLegs: false });
  await say("plan", { ...question, fromPlace: `${from.lat + 0.001},${from.lon},0`,
    toPlace: here, maxDirectTime: 20000, pedestrianProfile: "WHEELCHAIR" });
  await say("one-to-all", { one: from.stopId, time: now, maxTravelTime: 45 });
  await say("one-to-all", { one: here, time: now, maxTravelTime: 30, arriveBy: true });
  const doors = { fromPlace: `${from.lat + 0.001},${from.lon}`, toPlace: here, time: now };
  const ways = await say("plan", { ...doors, directModes: "WALK,BIKE,CAR,CAR_PARKING,CAR_DROPOFF",
    maxDirectTime: 20000, preTransitModes: "WALK,CAR_PARKING", postTransitModes: "WALK,BIKE",
    via: `${to.lat.toFixed(4)},${to.lon.toFixed(4)}`, viaMinimumStay: 5 });
  if (ways.direct.length) complain("plan", "a direct way past a place to pass");
  const direct = await say("plan", { ...doors, maxDirectTime: 20000, transitModes: "",
    directModes: "WALK,BIKE,CAR,CAR_PARKING,CAR_DROPOFF", cyclingSpeed: 5, elevationCosts: "HIGH" });
  if (initial.serverConfig.hasStreetRouting && direct.direct.length < 3)
    complain("plan", "hardly a direct way");
  await say("one-to-many", { one: `${from.lat};${from.lon}`, many: `${to.lat};${to.lon},0;0`,
    mode: "WALK", max: 3600, maxMatchingDistance: 250, arriveBy: false, withDistance: true });
  const hired = await say("plan", { ...doors, directModes: "WALK,RENTAL", maxDirectTime: 7200,
    preTransitModes: "WALK,RENTAL", postTransitModes: "WALK,RENTAL", withFares: true });
  if (!hired.direct.some((way) => way.legs.some((leg) => leg.mode === "RENTAL")))
    complain("plan", "no way on a shared vehicle");
  const none = await say("plan", { ...question, transitModes: "", directModes: "" });
  if (none.itineraries.length || !none.reasons.length) complain("plan", "an empty answer, unexplained");
  await say("health");
}

// The image of the city, and beside it what is live.
function prepare() {
  const data = join(folder, "data", "city"), build = join(folder, "build");
  const image = join(build, "city.trajet"), copy = join(data, basename(city));
  cpSync(dirname(city), data, { recursive: true });
  mkdirSync(build);
  for (const [command, ...rest] of [[program, "build", "-q", "-o", image, copy],
    [make_live, "--once", "--now", now, image, join(build, "live")],
    [program, "feed", "-q", "--once", "--now", now, "--image", image, copy]])
    if (spawnSync(command, rest, { stdio: "inherit" }).status !== 0)
      complain(command, `fails: ${rest.join(" ")}`);
  return image;
}

const schemas = await loadSchemas();
const words = ["--listen", "127.0.0.1:0", "--quiet", "--now", now, prepare()];
const server = spawn(serve, words, { stdio: ["ignore", "pipe", "inherit"] });
const base = await new Promise((resolve) => {
  server.stdout.on("data", (line) => resolve(String(line).trim().split(" ").pop()));
  server.on("exit", () => resolve(""));
});
try {
  if (!base) complain("server", "does not start");
  else {
    await ask_fares(base, schemas);
    for (let version = 1; version <= 6; version++) await tour(base, schemas, version);
  }
} catch (error) {
  complain("tour", error.stack);
}
server.kill();
rmSync(folder, { recursive: true });
console.log(`${answers} answers, ${complaints} complaints`);
process.exit(complaints ? 1 : 0);

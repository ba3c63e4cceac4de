"""Prices and signed quotes of the demo city: `test_quote.py TRAJET TRAJET-SERVE CITY`."""
import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

from door import Server

PROGRAMS = []
NOW = "2026-05-04T07:04:00Z"
DOORS = ("46.0203860,-3.9651020", "46.0005,-4.0095")
PLACES = ("46.0203860,-3.9651020", "46.0005,-4.0095", "46.0117,-4.0012", "45.9959,-4.0052",
          "maree_AER", "maree_JAR", "rivages_GRO")
SIGNATURE_ALONE = ("expires", "issued", "issuer", "keyId", "quoteId")
# The key of RFC 8032, 7.1, test 1.
KEY = ("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"
       "\n-----END PRIVATE KEY-----\n")


def build(folder):
    """The image of the city as if it had no prices of its own."""
    image, data = os.path.join(folder, "city.trajet"), os.path.join(folder, "data")
    shutil.copytree(os.path.dirname(PROGRAMS[2]), data)
    path = os.path.join(data, "city.json")
    with open(path, encoding="utf-8") as file:
        city = json.load(file)
    del city["fares"]
    with open(path, "w", encoding="utf-8") as file:
        json.dump(city, file)
    subprocess.run([PROGRAMS[0], "build", "-q", "-o", image, path], check=True)
    return image


def write_key(folder, mode=0o600, text=KEY):
    path = os.path.join(folder, "quotes.pem")
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
    os.chmod(path, mode)
    return path


class Quoting(Server):
    """trajet-serve over an image, with a log."""

    def __init__(self, image, *options, now=NOW):
        self.folder = tempfile.TemporaryDirectory()
        self.log_path = os.path.join(self.folder.name, "log")
        self.log_file = open(self.log_path, "wb")
        self.process = subprocess.Popen(
            [PROGRAMS[1], "--listen", "127.0.0.1:0", "--now", now, *options, image],
            stdout=subprocess.PIPE, stderr=self.log_file, text=True)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    def finish(self):
        self.end()
        self.folder.cleanup()


def canonical(value):
    """As RFC 8785 has it, of what has whole numbers only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(value):
    return hashlib.sha256(canonical(value)).hexdigest()


def query(path, **parameters):
    return path + "?" + urllib.parse.urlencode(parameters)


class Asking(unittest.TestCase):
    """Asks one server for the whole class."""

    @classmethod
    def setUpClass(cls):
        cls.work = tempfile.TemporaryDirectory()
        cls.image = build(cls.work.name)
        cls.key = write_key(cls.work.name)
        cls.server = Quoting(cls.image, "--quote-key", cls.key, "--quote-issuer", "Régie \"Rade\"")

    @classmethod
    def tearDownClass(cls):
        cls.server.finish()
        cls.work.cleanup()

    def plan(self, start=DOORS[0], end=DOORS[1], **more):
        answer = self.server.get(query("/api/v6/plan", fromPlace=start, toPlace=end, time=NOW,
                                       **{"withFares": "true", **more}))
        self.assertEqual(answer.status, 200, answer.body[:300])
        return answer.json()

    def itinerary(self, changes=1, **more):
        return next(i for i in self.plan(**more)["itineraries"] if i["transfers"] >= changes)

    def quote(self, status=200, server=None, **body):
        answer = (server or self.server).post("/x/v1/quote", json.dumps(body))
        self.assertEqual(answer.status, status, answer.body[:400])
        return answer


class Cheaper(Asking):
    """From Plage des Genêts the tram is in the outer zone; a walk to the next stop is not."""

    WAY = {"start": "maree_PLG2", "end": "maree_PRA2", "time": "2026-05-04T10:40:00Z"}

    def ask(self, **more):
        asked = {"fromPlace": self.WAY["start"], "toPlace": self.WAY["end"],
                 "time": self.WAY["time"], "detailedLegs": "false", **more}
        answer = self.server.get(query("/api/v6/plan", **asked))
        self.assertEqual(answer.status, 200, answer.body[:300])
        return answer.json()

    def test_cheaper_journeys_stand_beside_the_ordinary_ones(self):
        for view in ("true", "false"):
            for arrive in ("true", "false"):
                asked = {"timetableView": view, "arriveBy": arrive}
                plain = self.ask(withFares="true", **asked)
                more = self.ask(withCheaper="true", **asked)
                ids = [i["id"] for i in plain["itineraries"]]
                self.assertEqual([i["id"] for i in more["itineraries"] if i["id"] in ids], ids)
                added = [i for i in more["itineraries"] if i["id"] not in ids]
                self.assertTrue(added, asked)
                for one in added:
                    self.check_cheaper(one, plain["itineraries"], view == "true", arrive == "true")
                self.assertEqual(more["previousPageCursor"], plain["previousPageCursor"])
                self.assertEqual(more["nextPageCursor"], plain["nextPageCursor"])

    def check_cheaper(self, one, ordinary, window, arrive):
        for other in ordinary:
            leaves = other["startTime"] >= one["startTime"] or not (window or arrive)
            ends = other["endTime"] <= one["endTime"] or (arrive and not window)
            if leaves and ends and other["transfers"] <= one["transfers"]:
                self.assertLess(one["fare"]["total"], other["fare"]["total"])

    def test_bounds_are_kept(self):
        none = self.ask(withCheaper="true", cheaperDelay=0, cheaperTransfers=0)
        plain = self.ask(withFares="true")
        ends = [i["endTime"] for i in plain["itineraries"]]
        for one in none["itineraries"]:
            self.assertIn(one["endTime"], ends)
        self.assertIn("priceLabels", none["debugOutput"])
        self.assertNotIn("priceLabels", plain["debugOutput"])

    def test_places_to_pass_are_noted(self):
        answer = self.ask(withCheaper="true", via="maree_GCAC")
        self.assertIn("CHEAPER_NOT_SEARCHED", [n["code"] for n in answer["notes"]])

    def test_what_is_saved_is_said(self):
        answer = self.ask(withCheaper="true", cheaperDelay=3600)
        named = {i["id"]: i for i in answer["itineraries"]}
        marked = [i for i in answer["itineraries"] if "cheaper" in i["fare"]]
        self.assertTrue(marked)
        for one in marked:
            cheaper, other = one["fare"]["cheaper"], named[one["fare"]["cheaper"]["than"]]
            self.assertEqual(cheaper["saves"], other["fare"]["total"] - one["fare"]["total"])
            self.assertGreater(cheaper["saves"], 0)
            self.assertGreater(cheaper["later"] + cheaper["earlier"], 0)
            self.assertLessEqual(other["endTime"], one["endTime"])
            self.assertGreaterEqual(other["startTime"], one["startTime"])
        for one in self.ask(withFares="true")["itineraries"]:
            self.assertNotIn("cheaper", one["fare"])

    def test_shared_vehicles_are_noted(self):
        plain, hired = self.ask(withCheaper="true"), self.ask(
            withCheaper="true", changeModes="WALK,RENTAL")
        for answer, noted in ((plain, False), (hired, True)):
            self.assertEqual("CHEAPER_WITHOUT_HIRES" in [n["code"] for n in answer.get("notes", [])],
                             noted)

    def test_refusals(self):
        for name, value in (("withCheaper", "perhaps"), ("cheaperDelay", "-1"),
                            ("cheaperDelay", "soon"), ("cheaperDelay", "14401"),
                            ("cheaperTransfers", "5"), ("maxChangeTime", "1801")):
            answer = self.server.get(query("/api/v6/plan", fromPlace="maree_PLG2",
                                           toPlace="maree_PRA2", **{name: value}))
            self.assertEqual(answer.status, 400, name)
            self.assertIn(name, answer.json()["error"])


class Quotes(Asking):
    def test_document_is_canonical_and_named_by_its_content(self):
        body = self.quote(itineraryId=self.itinerary()["id"]).body
        quote = json.loads(body)["quote"]
        self.assertIn(b'{"quote":' + canonical(quote) + b',"signature":', body)
        named = {key: value for key, value in quote.items() if key not in SIGNATURE_ALONE}
        self.assertEqual(quote["quoteId"], sha256(named))
        self.assertEqual(quote["itinerary"]["hash"], sha256(quote["itinerary"]["legs"]))
        self.assertEqual(quote["issuer"], "Régie \"Rade\"")
        self.assertEqual((quote["issued"], quote["expires"]),
                         ("2026-05-04T07:00:00Z", "2026-05-04T07:30:00Z"))

    def test_quote_says_what_plan_says(self):
        itinerary = self.itinerary()
        quote = self.quote(itineraryId=itinerary["id"]).json()["quote"]
        fare = itinerary["fare"]
        for key in ("status", "total", "totalMax", "currency", "decimals"):
            self.assertEqual(quote[key], fare[key])
        self.assertEqual(fare["status"], "EXACT")
        self.assertEqual([(p["id"], p["amount"]) for p in quote["products"]],
                         [(i["id"], i["amount"]) for i in fare["items"]])
        rides = [leg for leg in itinerary["legs"] if "tripId" in leg]
        self.assertEqual(len(rides), len(quote["itinerary"]["legs"]))
        for leg, told in zip(rides, quote["itinerary"]["legs"]):
            self.assertTrue(leg["tripId"].endswith("_%s_%s" % (told["feed"], told["trip"])))
            self.assertTrue(leg["tripId"].startswith(told["serviceDay"].replace("-", "")))
            self.assertEqual(leg["routeId"], "%s_%s" % (told["feed"], told["route"]))
            self.assertEqual(leg["from"]["stopId"], "%s_%s" % (told["feed"], told["from"]))
            self.assertEqual(leg["to"]["stopId"], "%s_%s" % (told["feed"], told["to"]))
            self.assertEqual((leg["scheduledStartTime"], leg["scheduledEndTime"]),
                             (told["depart"], told["arrive"]))

    def test_openssl_verifies(self):
        if not shutil.which("openssl"):
            self.skipTest("openssl is not here")
        answer = self.quote(itineraryId=self.itinerary()["id"]).json()
        with tempfile.TemporaryDirectory() as folder:
            def put(name, content):
                path = os.path.join(folder, name)
                with open(path, "wb") as file:
                    file.write(content)
                return path

            def verifies(document):
                return subprocess.run(
                    ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in",
                     put("quote.json", document), "-sigfile", sign],
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode

            key = put("key.pem", self.server.get("/x/v1/keys?format=pem").body)
            sign = put("sig", base64.b64decode(answer["signature"], validate=True))
            document = canonical(answer["quote"])
            self.assertEqual(verifies(document), 0)
            answer["quote"]["total"] -= 1
            self.assertNotEqual(verifies(canonical(answer["quote"])), 0)
            self.assertNotEqual(verifies(document + b"\n"), 0)

    def test_same_question_same_quote(self):
        itinerary = self.itinerary()["id"]
        first = self.quote(itineraryId=itinerary, fareCategories=["senior", "jeune"]).body
        self.assertEqual(first, self.quote(itineraryId=itinerary,
                                           fareCategories="jeune,senior,jeune").body)
        other = self.quote(itineraryId=itinerary, fareCategories=["jeune"]).body
        self.assertNotEqual(json.loads(first)["quote"]["quoteId"],
                            json.loads(other)["quote"]["quoteId"])

    def test_later_it_is_the_same_offer(self):
        itinerary = self.itinerary()["id"]
        first = self.quote(itineraryId=itinerary).json()["quote"]
        later = Quoting(self.image, "--quote-key", self.key, now="2026-05-04T07:20:00Z")
        try:
            second = self.quote(server=later, itineraryId=itinerary).json()["quote"]
        finally:
            later.finish()
        self.assertEqual(second["issued"], "2026-05-04T07:20:00Z")
        self.assertEqual(second["issuer"], second["keyId"])
        self.assertEqual(first["quoteId"], second["quoteId"])

    def test_doors_may_be_left_out(self):
        itinerary = self.itinerary()["id"]
        parts = itinerary.split(";")
        rides = [i for i, part in enumerate(parts) if part[0] == "r"]
        self.assertIn("@", parts[0])
        alone = ";".join(parts[rides[0]:rides[-1] + 1])
        self.assertEqual(self.quote(itineraryId=itinerary).body, self.quote(itineraryId=alone).body)

    def test_nobody_learns_where_the_doors_are(self):
        itinerary = self.itinerary()["id"]
        answer = self.quote(itineraryId=itinerary)
        self.server.get(query(answer.json()["explain"], itineraryId=itinerary))
        for secret in ("46.02", "46.00", "3.96", answer.json()["quote"]["quoteId"]):
            self.assertIn(secret, itinerary + answer.body.decode())
            self.assertNotIn(secret, self.server.log())
        for secret in ("46.02", "46.00", "3.96"):
            self.assertNotIn(secret, answer.body.decode())
        self.assertIn("path=/x/v1/quote/ ", self.server.log())

    def test_explained(self):
        itinerary = self.itinerary()["id"]
        quote = self.quote(itineraryId=itinerary, fareCategories="jeune").json()
        path = quote["explain"]
        answer = self.server.get(query(path, itineraryId=itinerary, fareCategories="jeune"))
        self.assertEqual(answer.status, 200, answer.body)
        told = answer.json()
        self.assertEqual(told["quoteId"], quote["quote"]["quoteId"])
        self.assertEqual(told["fare"]["total"], quote["quote"]["total"])
        self.assertEqual([rule["rule"] for rule in told["rules"]],
                         [product["rule"] for product in quote["quote"]["products"]])
        self.assertRegex(told["rules"][0]["text"], r"^\d+\.\d\d EUR for .*: fare_.*\.txt:\d+ of maree$")
        posted = self.server.post(path, json.dumps({"itineraryId": itinerary,
                                                    "fareCategories": ["jeune"]}))
        self.assertEqual(posted.json(), told)
        other = self.server.get(query(path, itineraryId=itinerary))
        self.assertEqual(other.status, 404)
        self.assertIn("has the quote", other.json()["error"])

    def test_wrong_questions(self):
        itinerary = self.itinerary()["id"]
        for status, body in ((400, {}), (400, {"itineraryId": "x"}), (400, {"itineraryId": ""}),
                             (400, {"itineraryId": itinerary, "fareModel": "v3"}),
                             (400, {"itineraryId": itinerary, "fareSpending": "day"}),
                             (400, {"itineraryId": itinerary, "fareSpending": "day:-1"}),
                             (400, {"itineraryId": itinerary, "fareSpending": "day:1.5"}),
                             (400, {"itineraryId": itinerary, "fareSpending": "day:1,day:2"}),
                             (400, {"itineraryId": itinerary, "farePasses": list("abcdefghijklmnopq")}),
                             (404, {"itineraryId": "r20260504_09:06_maree_none,1,4,a,b"})):
            self.assertTrue(self.quote(status, **body).json()["error"])
        hired = "dvelo-rade,BICYCLE,HUMAN,2026-05-04T06:10:00Z@46.0,-4.0@maree_CAS"
        self.assertIn("on a shared vehicle alone",
                      self.quote(400, itineraryId=hired).json()["error"])
        self.assertEqual(self.server.get("/x/v1/quote//explain").status, 404)
        self.assertEqual(self.server.get("/x/v1/quote/a/b/explain").status, 404)


class Keys(Asking):
    def test_jwk(self):
        key, = self.server.get("/x/v1/keys").json()["keys"]
        self.assertEqual((key["kty"], key["crv"], key["alg"], key["use"]),
                         ("OKP", "Ed25519", "EdDSA", "sig"))
        self.assertEqual(key["kid"], "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
        self.assertEqual(key["x"], "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
        pem = self.server.get("/x/v1/keys?format=pem")
        self.assertEqual(pem.body.decode(), key["pem"])
        self.assertEqual(self.server.get("/x/v1/keys?format=der").status, 400)

    def test_without_a_key(self):
        itinerary = self.itinerary()["id"]
        bare = Quoting(self.image)
        try:
            explain = "/x/v1/quote/%s/explain" % ("0" * 64)
            for answer in (bare.get("/x/v1/keys"), self.quote(501, bare, itineraryId=itinerary),
                           bare.get("/x/v1/quote"), bare.get(explain),
                           bare.post(explain, json.dumps({"itineraryId": itinerary}))):
                self.assertEqual(answer.status, 501)
                self.assertIn("--quote-key", answer.json()["error"])
            self.assertEqual(bare.get("/ready").status, 200)
        finally:
            bare.finish()

    def test_bad_keys_are_refused_at_the_start(self):
        with tempfile.TemporaryDirectory() as folder:
            for path, why in ((write_key(folder, 0o644), "chmod 600"),
                              (os.path.join(folder, "none"), "No such file")):
                for words in ([PROGRAMS[0], "serve"], [PROGRAMS[1]]):
                    done = subprocess.run([*words, "--listen", "127.0.0.1:0", "--quote-key", path,
                                           self.image], capture_output=True, text=True, timeout=30,
                                          check=False)
                    self.assertEqual(done.returncode, 3, done.stderr)
                    self.assertIn(why, done.stderr)


class Fares(Asking):
    """What `plan` says of prices."""

    def all_itineraries(self, **more):
        for start in PLACES:
            for end in PLACES:
                if start != end:
                    yield from self.plan(start, end, detailedLegs="false", **more)["itineraries"]

    def test_not_asked_for(self):
        for itinerary in self.plan(withFares="false")["itineraries"]:
            self.assertNotIn("fare", itinerary)
            self.assertNotIn("fareTransfers", itinerary)

    def test_clients_of_motis_come_to_the_same_total(self):
        rules = set()
        for itinerary in self.all_itineraries():
            fare, total = itinerary["fare"], 0
            for transfer in itinerary["fareTransfers"]:
                rule = transfer.get("rule")
                rules.add(rule)
                for i, ways in enumerate(transfer["effectiveFareLegProducts"]):
                    self.assertLessEqual(len(ways), 1)
                    paid = rule != "A_AB" or i == 0
                    self.assertTrue(paid or not ways)
                    total += sum(product["amount"] for way in ways for product in way)
                total += sum(product["amount"] for product in transfer.get("transferProducts", []))
            if fare["total"] is not None:
                self.assertEqual(round(total * 10 ** fare["decimals"]), fare["total"])
        self.assertLessEqual({None, "A_AB"}, rules)

    def test_every_ride_is_paid_for_or_unknown(self):
        seen = set()
        for itinerary in self.all_itineraries():
            fare = itinerary["fare"]
            rides = {i for i, leg in enumerate(itinerary["legs"]) if "tripId" in leg}
            covered = {i for item in fare["items"] for i in item["legs"]}
            self.assertEqual(covered | set(fare["unknown"]), rides)
            self.assertFalse(covered & set(fare["unknown"]))
            marked = {i for i, leg in enumerate(itinerary["legs"]) if "fareTransferIndex" in leg}
            self.assertEqual(marked, covered)
            if fare["status"] in ("EXACT", "ESTIMATE") and rides:
                self.assertFalse(fare["unknown"])
                self.assertEqual(sum(item["amount"] for item in fare["items"]), fare["total"])
            seen.add(fare["status"])
        self.assertIn("EXACT", seen)

    def test_alternatives_are_true(self):
        found = 0
        for itinerary in self.plan(fareMedia="papier")["itineraries"]:
            for other in itinerary["fare"]["alternatives"]:
                claim = {"CATEGORY": {"fareMedia": "papier", "fareCategories": other["id"]},
                         "MEDIUM": {"fareMedia": "papier," + other["id"]}}[other["kind"]]
                again = next(i for i in self.plan(**claim)["itineraries"]
                             if i["id"] == itinerary["id"])
                self.assertEqual(again["fare"]["total"], other["total"])
                self.assertLess(other["total"], itinerary["fare"]["total"])
                found += 1
        self.assertGreater(found, 0)

    def test_claims_that_nobody_knows(self):
        for name, value, known in (("fareCategories", "jeunes", "jeune"),
                                   ("fareMedia", "rivages_carte", "maree_carte")):
            note, = [note for note in self.plan(**{name: known + "," + value})["notes"]
                     if note["code"] == "UNKNOWN_FARE_ID"]
            self.assertEqual(note["inputField"], name)
            self.assertIn("`%s`" % value, note["description"])
            self.assertNotIn("UNKNOWN_FARE_ID", {n["code"] for n in
                                                 self.plan(**{name: known})["notes"]})

    def test_claims_that_nobody_knows_are_told_of_in_a_quote(self):
        claims = {"fareCategories": ["jeune", "jeunes"], "fareMedia": ["maree_carte", "or"],
                  "farePasses": "mensuel", "fareSpending": "jour:20,mois:40"}
        itinerary = self.itinerary()["id"]
        answer = self.quote(itineraryId=itinerary, **claims).json()
        self.assertEqual([(note["code"], note["inputField"], note["description"])
                          for note in answer["notes"]],
                         [("UNKNOWN_FARE_ID", name, text) for name, text in (
                             ("fareCategories", "No price here depends on the category `jeunes`."),
                             ("fareMedia", "Nothing here is sold on the medium `or`."),
                             ("farePasses", "No price here depends on the pass `mensuel`."),
                             ("fareSpending", "No price here depends on the cap `jour`, `mois`."))])
        explained = self.server.post(answer["explain"], json.dumps(
            {"itineraryId": itinerary, **claims})).json()
        self.assertEqual(explained["notes"], answer["notes"])
        self.assertEqual(self.quote(itineraryId=itinerary, fareCategories="jeune").json()["notes"],
                         [])

    def test_refreshed(self):
        itinerary = self.itinerary()
        again = self.server.get(query("/api/v6/refresh-itinerary", itineraryId=itinerary["id"],
                                      withFares="true")).json()
        self.assertEqual(again["fare"], itinerary["fare"])
        self.assertEqual(again["fareTransfers"], itinerary["fareTransfers"])


if __name__ == "__main__":
    PROGRAMS.extend(os.path.abspath(word) for word in sys.argv[1:4])
    unittest.main(argv=sys.argv[:1], verbosity=2)

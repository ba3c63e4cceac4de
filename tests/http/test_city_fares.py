"""The city's own prices: `test_city_fares.py TRAJET TRAJET-SERVE MAKE_LIVE CITY`."""
import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

from door import Server, homeless
from test_quote import canonical, write_key

PROGRAMS = []
NOW, SERVED, LATER = "2026-05-04T06:10:00Z", "2026-05-04T06:10:02Z", "2026-05-04T09:10:02Z"
# By train, by tram and on one of the city's bicycles to a door in the old town.
START, END, DOOR = "rivages_CAP", "45.986424,-4.001028", "21 Rue du Puits"
SOCIAL = "solidarite"
WORDS = {"fareCategories": "No price here depends on the category",
         "fareMedia": "Nothing here is sold on the medium",
         "farePasses": "No price here depends on the pass",
         "fareSpending": "No price here depends on the cap"}


class City:
    """The demo city in a folder of its own, with what its operators said at one moment."""

    def __init__(self):
        trajet, _, make_live, city = PROGRAMS
        self.folder = tempfile.TemporaryDirectory()
        data = self.at("data/city")
        shutil.copytree(os.path.dirname(city), data)
        os.mkdir(self.at("build"))
        self.image, self.key = self.at("build/city.trajet"), write_key(self.folder.name)
        config = os.path.join(data, os.path.basename(city))
        for words in ([trajet, "build", "-q", "-o", self.image, config],
                      [make_live, "--once", "--now", NOW, self.image, self.at("build/live")],
                      [trajet, "feed", "-q", "--once", "--now", NOW, "--image", self.image,
                       config]):
            subprocess.run(words, check=True)
        self.bare = self.at("bare.trajet")  # The same without anything live beside it.
        shutil.copy(self.image, self.bare)

    def at(self, name):
        return os.path.join(self.folder.name, name)

    def serve(self, now, image=None):
        return Served(image or self.image, self.key, now)

    def run(self, verb, *words, code=0):
        ran = subprocess.run([PROGRAMS[0], verb, *words], capture_output=True, text=True,
                             env=homeless(), check=False)
        assert ran.returncode == code, (ran.returncode, ran.stdout, ran.stderr)
        return ran


class Served(Server):
    """trajet-serve over an image, at a moment."""

    def __init__(self, image, key, now):
        self.process = subprocess.Popen(
            [PROGRAMS[1], "--listen", "127.0.0.1:0", "--quiet", "--now", now, "--quote-key", key,
             image], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    def finish(self):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()

    def plan(self, start=START, end=END, time=NOW, **more):
        answer = self.get("/api/v6/plan?" + urllib.parse.urlencode(
            {"fromPlace": start, "toPlace": end, "time": time, "withFares": "true", **more}))
        assert answer.status == 200, answer.body
        return answer.json()

    def quote(self, itinerary, **claims):
        answer = self.post("/x/v1/quote", json.dumps({"itineraryId": itinerary["id"], **claims}))
        assert answer.status == 200, answer.body
        return answer.json()


def modes(itinerary):
    return [leg["mode"] for leg in itinerary["legs"] if leg["mode"] != "WALK"]


def items(fare):
    return [(item["kind"], item["id"], item["amount"], item["legs"]) for item in fare["items"]]


def codes(fare):
    return [reason["code"] for reason in fare["reasons"]]


def rides(plan, *wanted):
    return next(i for i in plan["itineraries"] if modes(i) == list(wanted))


class Priced(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.city = City()

    @classmethod
    def tearDownClass(cls):
        cls.city.folder.cleanup()

    def served(self, now, image=None):
        server = self.city.serve(now, image)
        self.addCleanup(server.finish)
        return server


class Ages(Priced):
    """A train and a tram, which the city sells one ticket for."""

    def priced(self, server, **more):
        plan = server.plan("rivages_CAP", "maree_HDV", time=LATER, **more)
        return plan, rides(plan, "REGIONAL_RAIL", "TRAM")

    def test_prices_do_not_age_as_what_is_live(self):
        young, old = self.served(SERVED), self.served(LATER)
        _, first = self.priced(young)
        plan, second = self.priced(old)
        self.assertIn("LIVE_DATA_MISSING", [note["code"] for note in plan["notes"]])
        self.assertEqual([item[:3] for item in items(second["fare"])],
                         [("COMBINED", "rail-rade", 360)])
        self.assertEqual(second["fare"]["status"], "EXACT")
        self.assertEqual(items(second["fare"]), items(first["fare"]))
        held = old.plan("maree_CAS", "maree_HDV", time=LATER, farePasses="mensuel")
        self.assertEqual([item[:3] for item in items(held["itineraries"][0]["fare"])],
                         [("PASS", "mensuel", 0)])
        self.assertEqual(self.priced(old, fareCategories=SOCIAL)[1]["fare"]["total"], 195 + 30)
        overlays = {server.quote(way)["quote"]["snapshot"]["overlay"]
                    for server, way in ((young, first), (old, second))}
        self.assertEqual(len(overlays), 1)
        self.assertNotIn(None, overlays)

    def test_where_nobody_has_read_them_it_is_said(self):
        server = self.served(SERVED, self.city.bare)
        _, way = self.priced(server)
        self.assertEqual(way["fare"]["total"], 780 + 160)
        self.assertEqual(way["fare"]["status"], "ESTIMATE")
        self.assertEqual(codes(way["fare"]), ["NO_THROUGH_FARE", "OVERLAY_MISSING"])
        self.assertEqual(way["fare"]["reasons"][1]["legs"], way["fare"]["items"][0]["legs"] +
                         way["fare"]["items"][1]["legs"])
        quote = server.quote(way)["quote"]
        self.assertEqual(quote["status"], "ESTIMATE")
        self.assertIsNone(quote["snapshot"]["overlay"])
        self.assertIn("OVERLAY_MISSING", codes(quote))

    def test_at_the_command_line(self):
        def plan(image, now):
            return self.city.run("plan", "-i", image, "CAP", "HDV", "--at", "2026-05-04 11:10",
                                 "--now", now, "--fares", "--count", "1")
        young, old = plan(self.city.image, SERVED), plan(self.city.image, LATER)
        self.assertIn("3.60 EUR  in all, exact", young.stdout)
        self.assertIn("3.60 EUR  in all, exact", old.stdout)
        self.assertIn("nobody has renewed it for too long", old.stderr)
        for bare in (plan(self.city.bare, SERVED), self.city.run(
                "plan", "-i", self.city.image, "CAP", "HDV", "--at", "2026-05-04 11:10", "--now",
                SERVED, "--fares", "--count", "1", "--no-live")):
            self.assertIn("9.40 EUR  in all, an estimate", bare.stdout)
            self.assertIn("! The city's own prices (combined tickets, reductions, caps, passes) are "
                          "not at hand: it may cost less.", bare.stdout)
        words = ("rivages,R2,CAP2,PEC-V3,2026-05-04 11:14,2026-05-04 11:30",
                 "maree,T1,GCAB,HDVB,2026-05-04 11:35,2026-05-04 11:38")
        for image, now, expected in ((self.city.image, LATER, "3.60 EUR  in all, exact"),
                                     (self.city.bare, SERVED, "9.40 EUR  in all, an estimate")):
            self.assertIn(expected, self.city.run("fare", "--image", image, "--now", now,
                                                  *words).stdout)


class Listed(Priced):
    """What may be claimed is said by the server itself."""

    def listed(self, server, **more):
        answer = server.get("/x/v1/fares?" + urllib.parse.urlencode(more))
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()

    def test_all_that_is_listed_is_known_and_nothing_else(self):
        server = self.served(SERVED)
        fares = self.listed(server)
        self.assertEqual(fares["parameters"], {
            "categories": "fareCategories", "media": "fareMedia", "passes": "farePasses",
            "caps": "fareSpending"})
        ids = {name: [item["id"] for item in fares[name]] for name in fares["parameters"]}
        self.assertEqual(ids["categories"], ["maree_plein", "maree_jeune", "maree_senior",
                                             "maree_solidaire", SOCIAL, "velo", "chien"])
        self.assertEqual(ids["passes"], ["mensuel", "mensuel-jeune", "scolaire"])
        claims = {parameter: ",".join(item + (":100" if name == "caps" else "")
                                      for item in ids[name])
                  for name, parameter in fares["parameters"].items()}
        plan = server.plan("maree_CAS", "maree_HDV", **claims)
        self.assertNotIn("UNKNOWN_FARE_ID", [note["code"] for note in plan["notes"]])
        for parameter, claim in claims.items():
            claim = claim.replace(":", "x:") if parameter == "fareSpending" else claim + "x"
            plan = server.plan("maree_CAS", "maree_HDV", **{parameter: claim})
            self.assertIn(("UNKNOWN_FARE_ID", parameter),
                          [(note["code"], note["inputField"]) for note in plan["notes"]])

    def test_names_are_in_the_language_asked_for(self):
        data, image = self.city.at("data/spoken"), self.city.at("spoken.trajet")
        shutil.copytree(os.path.dirname(PROGRAMS[3]), data)
        with open(os.path.join(data, "maree", "translations.txt"), "a", encoding="utf-8") as file:
            file.write("rider_categories,rider_category_name,en,Under 26,jeune,,\n"
                       "fare_media,fare_media_name,en,Estran card,carte,,\n")
        subprocess.run([PROGRAMS[0], "build", "-q", "-o", image, os.path.join(data, "city.json")],
                       check=True)
        server = self.served(SERVED, image)
        for languages, category, medium in (("en,fr", "Under 26", "Estran card"),
                                            ("de", "Moins de 26 ans", "Carte Estran")):
            fares = self.listed(server, language=languages)
            names = {item["id"]: item["name"] for item in fares["categories"] + fares["media"]}
            self.assertEqual((names["maree_jeune"], names["maree_carte"]), (category, medium))

    def test_a_time_that_is_none_is_refused(self):
        answer = self.served(SERVED).get("/x/v1/fares?time=soon")
        self.assertEqual((answer.status, answer.json()["error"][:5]), (400, "time:"))

    def test_they_say_what_they_are(self):
        server = self.served(SERVED)
        fares = self.listed(server)
        by_id = {(name, item["id"]): item for name in fares if isinstance(fares[name], list)
                 for item in fares[name]}
        self.assertEqual([c["id"] for c in fares["categories"] if c["default"]], ["maree_plein"])
        self.assertEqual(by_id["categories", "maree_jeune"]["feed"], "maree")
        self.assertEqual(by_id["categories", SOCIAL]["rules"], [
            {"standsFor": "maree_solidaire", "rule": "categories.csv:2"},
            {"networks": ["rivages"], "percent": 75, "rule": "categories.csv:3"}])
        self.assertEqual(by_id["media", "maree_carte"], {
            "id": "maree_carte", "name": "Carte Estran", "feed": "maree",
            "mediumType": "TRANSIT_CARD"})
        self.assertEqual(by_id["passes", "scolaire"]["weekdays"],
                         ["MON", "TUE", "WED", "THU", "FRI"])
        self.assertEqual(by_id["caps", "jour"], {
            "id": "jour", "name": "Plafond du jour", "networks": ["maree:urbain", "maree:mer"],
            "amount": 520, "currency": "EUR", "decimals": 2, "period": "DAY", "medium": "carte",
            "rule": "caps.csv:2"})
        self.assertEqual(by_id["free", "fete"]["lastDay"], "2026-07-05")
        self.assertEqual(by_id["combined", "train-velo"]["percent"], 20)
        self.assertEqual(by_id["combined", "car-bateau"]["reduction"], 50)
        self.assertEqual(by_id["supplements", "chien"]["amount"], 80)
        self.assertEqual(fares["notes"], [])
        self.assertEqual(fares["snapshot"]["id"], server.plan()["snapshot"]["id"])

    def test_at_the_command_line(self):
        def fare(*words):
            return self.city.run("fare", "--image", self.city.image, "--now", SERVED, *words).stdout
        listed = fare("--list")
        self.assertIn("  solidarite       Solidarité Rade  as maree_solidaire; 75% off; rivages; "
                      "https://rade.example/solidarite\n", listed)
        self.assertIn("  jour     Plafond du jour        5.20 EUR a day; maree:urbain, maree:mer; "
                      "on carte\n", listed)
        self.assertIn("rivages -> velo-rade; within 45 min; from 2026-04-01 to 2026-10-31", listed)
        self.assertNotIn(" \n", listed)
        server = self.served(SERVED)
        same = json.loads(fare("--list", "--json"))
        for name, value in self.listed(server).items():
            if name != "snapshot":
                self.assertEqual(same[name], value)
        ride = "maree,T1,DUN1,REM1,2026-05-04 08:12,2026-05-04 08:17"
        self.assertIn("0.20 EUR  in all, exact", fare(ride, "--spent", "jour:500"))
        self.assertIn("[caps.csv:2]", fare(ride, "--spent", "jour:500", "--explain"))
        priced = json.loads(fare(ride, "--json"))
        self.assertEqual((priced["rules"][0]["feed"], priced["fare"]["total"]), ("maree", 160))
        self.assertIn("fare_leg_rules.txt:2 of maree", priced["rules"][0]["text"])
        more = len(priced["fare"]["alternatives"]) - 3
        self.assertGreater(more, 0)
        self.assertIn("\n  and %d more with --json\n" % more, fare(ride))

    def test_without_the_city_that_is_said(self):
        fares = self.listed(self.served(SERVED, self.city.bare))
        self.assertEqual([note["code"] for note in fares["notes"]], ["OVERLAY_MISSING"])
        self.assertEqual((len(fares["categories"]), fares["passes"], fares["caps"]), (4, [], []))


class Journey(Priced):
    """One journey by train, tram and shared bicycle, for somebody with a social tariff."""

    asked = {"postTransitModes": "WALK,RENTAL", "postTransitRentalFormFactors": "BICYCLE"}

    def test_train_tram_and_bicycle_with_a_social_category(self):
        server = self.served(SERVED)
        plan = server.plan(fareCategories=SOCIAL, **self.asked)
        way = rides(plan, "REGIONAL_RAIL", "TRAM", "RENTAL")
        legs = [leg["mode"] for leg in way["legs"]]
        train, tram, bike = (legs.index(m) for m in ("REGIONAL_RAIL", "TRAM", "RENTAL"))
        fare = way["fare"]
        hire = next(item["amount"] for item in fare["items"] if item["kind"] == "HIRE")
        off = (2 * hire + 5) // 10
        self.assertEqual(items(fare), [
            ("TICKET", "long", 780, [train]), ("REDUCTION", SOCIAL, -585, [train]),
            ("TICKET", "heure", 30, [tram]),
            ("HIRE", "trajet-electrique", hire, [bike]), ("REDUCTION", "train-velo", -off, [bike])])
        self.assertEqual(fare["total"], 195 + 30 + hire - off)
        self.assertEqual((fare["status"], codes(fare)), ("ESTIMATE", ["DURATION_UNCERTAIN"]))
        self.assertNotIn("UNKNOWN_FARE_ID", [note["code"] for note in plan["notes"]])
        self.assertEqual([item[:3] for item in items(rides(
            server.plan(**self.asked), "REGIONAL_RAIL", "TRAM", "RENTAL")["fare"])][0],
            ("COMBINED", "rail-rade", 360))
        self.check_quote(server, way)
        self.check_print(way)

    def check_quote(self, server, way):
        answer = server.quote(way, fareCategories=SOCIAL, **self.asked)
        quote, fare = answer["quote"], way["fare"]
        self.assertEqual([leg["kind"] for leg in quote["itinerary"]["legs"]],
                         ["TRANSIT", "TRANSIT", "SHARED"])
        self.assertEqual(quote["claims"]["categories"], [SOCIAL])
        for key in ("total", "totalMax", "status", "currency"):
            self.assertEqual(quote[key], fare[key])
        self.assertEqual([product["rule"] for product in quote["products"]],
                         ["fare_attributes.txt:4", "categories.csv:3", "fare_leg_rules.txt:2",
                          "system_pricing_plans:trajet-electrique", "interop.csv:5"])
        self.assertEqual(answer["notes"], [])
        if not shutil.which("openssl"):
            self.skipTest("openssl is not here")
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("key.pem", "sig", "quote.json")]

            def verify(document):
                for path, content in zip(paths, (
                        server.get("/x/v1/keys?format=pem").body,
                        base64.b64decode(answer["signature"], validate=True), document)):
                    with open(path, "wb") as file:
                        file.write(content)
                return subprocess.run(
                    ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", paths[0], "-rawin",
                     "-in", paths[2], "-sigfile", paths[1]], capture_output=True, text=True,
                    check=False).stdout.strip()
            self.assertEqual(verify(canonical(quote)), "Signature Verified Successfully")
            self.assertEqual(verify(canonical({**quote, "total": 1})),
                             "Signature Verification Failure")

    def check_print(self, way):
        printed = self.city.run(
            "plan", "-i", self.city.image, "Cap-Noroît", DOOR, "--at", "2026-05-04 08:10",
            "--now", SERVED, "--fares", "--category", SOCIAL, "--egress", "walk,rental",
            "--rental-forms", "bicycle", "--drive", "15").stdout
        print("\n" + printed)
        total = "%.2f EUR" % (way["fare"]["total"] / 100)
        block = next(b for b in re.split(r"\n(?=\d+\. )", printed)
                     if "take an electric bicycle of Vélo Rade" in b and "train towards" in b and "tram" in b)
        lines = re.findall(r"^ +(-?\d+\.\d\d EUR) +(.*)$", block, re.M)
        self.assertEqual([text.split(":")[0] for _, text in lines[:5]], [
            "long, Rivages", "Solidarité Rade, Rivages", "Ticket 1 heure (Carte Estran), Marée",
            "Trajet à vélo électrique, Vélo Rade", "Train + vélo, Vélo Rade"])
        self.assertEqual(lines[5][0], total)


class Made(Priced):
    """Nothing is promised of a journey that nobody can make."""

    def test_no_quote_for_what_cannot_be_made(self):
        server = self.served(SERVED)
        for words, way in (
                ("cancelled", "r20260504_08:36_maree_5b.L0836,0,8,maree_VEN2,maree_GCAE;"
                              "r20260504_08:55_maree_4a.L0855,0,7,maree_GCAE,maree_CAMC"),
                ("is over", "r20260401_09:06_maree_1a.L0600,1,4,maree_JUD1,maree_GCAC")):
            answer = server.post("/x/v1/quote", json.dumps({"itineraryId": way}))
            self.assertEqual(answer.status, 400, answer.body)
            self.assertIn(words, answer.json()["error"])

    def test_a_free_day_costs_nothing(self):
        server = self.served(SERVED)
        plan = server.plan("maree_GCA", "maree_HDV", time="2026-07-04T06:30:00Z")
        fare = plan["itineraries"][0]["fare"]
        self.assertEqual((fare["total"], fare["currency"], fare["status"]), (0, "EUR", "EXACT"))
        self.assertEqual([item[0] for item in items(fare)], ["FREE"])


class Claims(Priced):
    """What somebody claims that nobody here knows is told, in a plan and in a quote."""

    def test_each_parameter_has_its_note(self):
        server = self.served(SERVED)
        known = {"fareCategories": SOCIAL, "fareMedia": "carte", "farePasses": "mensuel",
                 "fareSpending": "jour:100"}
        strange = {"fareCategories": "x1,%s,x2" % SOCIAL, "fareMedia": "carte,y",
                   "farePasses": "z,mensuel", "fareSpending": "jour:100,w:5"}
        told = [("fareCategories", "`x1`, `x2`"), ("fareMedia", "`y`"), ("farePasses", "`z`"),
                ("fareSpending", "`w`")]
        plan = server.plan("rivages_CAP", "maree_HDV", **strange)
        way = plan["itineraries"][0]
        for notes in (plan["notes"], server.quote(way, **strange)["notes"]):
            self.assertEqual([(note["inputField"], note["description"]) for note in notes
                              if note["code"] == "UNKNOWN_FARE_ID"],
                             [(name, "%s %s." % (WORDS[name], ids))
                              for name, ids in told])
        same = server.plan("rivages_CAP", "maree_HDV", **known)
        self.assertNotIn("UNKNOWN_FARE_ID", [note["code"] for note in same["notes"]])
        self.assertEqual(items(same["itineraries"][0]["fare"]), items(way["fare"]))
        self.assertEqual(server.quote(way, **known)["notes"], [])

    def test_at_the_command_line(self):
        ran = self.city.run("plan", "-i", self.city.image, "CAP", "HDV", "--at",
                            "2026-05-04 08:10", "--now", SERVED, "--fares", "--count", "1",
                            "--category", "x1", "--category", SOCIAL, "--pass", "z")
        self.assertIn("No price here depends on the category `x1`.", ran.stdout)
        self.assertIn("No price here depends on the pass `z`.", ran.stdout)
        self.assertNotIn(SOCIAL, ran.stdout)

    def test_ways_without_rides_are_priced_at_the_command_line(self):
        for start, end, ways, name, total in (
                ("8 Rue du Grenier", "31 Rue Neuve", "walk,car_parking", "park at", "2.70 EUR  in "),
                ("31 Rue Neuve", "120 Montée des Coteaux", "walk,rental", "take ", "EUR  to ")):
            ran = self.city.run("plan", "-i", self.city.image, start, end, "--at",
                                "2026-05-04 08:10", "--now", SERVED, "--count", "1", "--direct",
                                ways, "--drive", "60", "--fares", "--parking", "120")
            direct = ran.stdout.split("Or without a ride: ")[1:]
            self.assertEqual({name in way for way in direct}, {True, False})
            for way in direct:
                self.assertEqual(total in way, name in way)

    def test_a_medium_of_the_city_is_that_of_the_feed(self):
        server = self.served(SERVED)
        fare = server.plan("maree_CAS", "maree_HDV", time=NOW, fareSpending="jour:500",
                           fareMedia="carte")["itineraries"][0]["fare"]
        self.assertEqual([(i["kind"], i["medium"], i["mediumName"], i["mediumType"])
                          for i in fare["items"]],
                         [("CAP", "carte", "Carte Estran", "TRANSIT_CARD")])

    def test_what_a_price_depends_on_is_no_claim_in_vain(self):
        server = self.served(SERVED)
        for name, value, kinds, notes in (
                ("fareCategories", "maree_chien", ["TICKET", "SUPPLEMENT"], []),
                ("fareMedia", "carte,chien", ["TICKET"],
                 ["Nothing here is sold on the medium `chien`."])):
            plan = server.plan("maree_CAS", "maree_HDV", time=NOW, **{name: value})
            self.assertEqual([item[0] for item in items(plan["itineraries"][0]["fare"])], kinds)
            self.assertEqual([note["description"] for note in plan.get("notes", [])
                              if note["code"] == "UNKNOWN_FARE_ID"],
                             notes)

    def test_rows_that_were_not_read_are_told(self):
        city = City()
        self.addCleanup(city.folder.cleanup)
        with open(city.at("data/city/fares/caps.csv"), "w", encoding="utf-8") as file:
            file.write("id,networks,period,amount,currency,mediun\n"  # A column is misspelt.
                       "jour,maree:urbain,day,0.10,EUR,carte\n\"open,maree:urbain,day")
        fed = city.run("feed", "--once", "--now", NOW, "--image", city.image,
                       city.at("data/city/city.json"))
        self.assertIn("fares_condition_unknown", fed.stdout + fed.stderr)
        printed = city.run("plan", "-i", city.image, "DUN", "REM", "--at", "2026-05-04 08:10",
                           "--now", SERVED, "--fares").stdout
        self.assertIn("1.60 EUR  in all, an estimate", printed)
        self.assertIn("1 row and the rest of caps.csv of the city's own prices could not be read: "
                      "it may cost less.", printed)
        self.assertIn("with Carte Estran; other media: 1.80 EUR with Carte bancaire", printed)

    def test_a_pass_of_others_does_not_count_and_is_told(self):
        server = self.served(SERVED)
        plan = server.plan("maree_CAS", "maree_HDV", time=NOW, farePasses="scolaire")
        self.assertEqual([note["description"] for note in plan.get("notes", [])
                          if note["code"] == "PASS_OF_OTHERS"],
                         ["Passes for a category that is not claimed do not count: `scolaire` "
                          "(for `jeune`)."])
        self.assertNotIn("PASS", [i[0] for i in items(plan["itineraries"][0]["fare"])])
        plan = server.plan("maree_CAS", "maree_HDV", time=NOW, farePasses="scolaire",
                           fareCategories="jeune")
        self.assertNotIn("PASS_OF_OTHERS", [note["code"] for note in plan.get("notes", [])])
        self.assertEqual([i[:2] for i in items(plan["itineraries"][0]["fare"])],
                         [("PASS", "scolaire")])


if __name__ == "__main__":
    PROGRAMS.extend(os.path.abspath(word) for word in sys.argv[1:5])
    unittest.main(argv=sys.argv[:1], verbosity=2)

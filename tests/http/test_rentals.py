"""Shared vehicles of the demo city: `test_rentals.py TRAJET TRAJET-SERVE MAKE_LIVE CITY`."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from door import Server
from test_answers import Asking, decode, instant, metres

PROGRAMS = []
NOW, SERVED = "2026-05-04T06:10:00Z", "2026-05-04T06:10:02Z"
ALL = {"min": "45.9,-4.1", "max": "46.1,-3.9"}
DOORS = ("45.9994,-4.0003", "46.0117,-4.0012", "46.0005,-4.0095", "45.9959,-4.0052",
         "46.0203860,-3.9651020", "46.0011,-3.9980")


class Lending(Server):
    """trajet-serve over the city at a moment that its operators told of."""

    def __init__(self, *options):
        trajet, serve, make_live, city = PROGRAMS
        self.folder = tempfile.TemporaryDirectory()
        data = os.path.join(self.folder.name, "data", "city")
        image = os.path.join(self.folder.name, "build", "city.trajet")
        shutil.copytree(os.path.dirname(city), data)
        os.mkdir(os.path.dirname(image))
        city = os.path.join(data, os.path.basename(city))
        live = os.path.join(os.path.dirname(image), "live")
        for words in ([trajet, "build", "-q", "-o", image, city],
                      [make_live, "--once", "--now", NOW, image, live],
                      [trajet, "feed", "-q", "--once", "--now", NOW, "--image", image, city]):
            subprocess.run(words, check=True)
        self.process = subprocess.Popen(
            [serve, "--listen", "127.0.0.1:0", "--quiet", "--now", SERVED, *options, image],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    def finish(self):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()
        self.folder.cleanup()


def at(thing):
    return thing["lat"], thing["lon"]


def within(point, bbox):
    west, south, east, north = bbox
    return south <= point[0] <= north and west <= point[1] <= east


def is_inside(point, ring):
    """Whether a point is in a ring: how often a ray to the east crosses it."""
    inside = False
    for (lat, lon), (next_lat, next_lon) in zip(ring, ring[1:]):
        if (lat > point[0]) != (next_lat > point[0]):
            inside ^= point[1] < lon + (point[0] - lat) / (next_lat - lat) * (next_lon - lon)
    return inside


class Priced(Asking):
    """What journeys cost with shared vehicles, parks and the city's own prices."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.key = folder
        path = os.path.join(folder.name, "key.pem")
        with open(path, "w", encoding="ascii") as file:
            file.write("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVp"
                       "ezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n")
        os.chmod(path, 0o600)
        cls.server = Lending("--quote-key", path)

    @classmethod
    def tearDownClass(cls):
        cls.server.finish()
        cls.key.cleanup()

    def ways(self, **more):
        for start in DOORS:
            for end in DOORS:
                if start == end:
                    continue
                plan = self.ask("plan", fromPlace=start, toPlace=end, time=NOW, withFares="true",
                                detailedLegs="false", **{
                                    "preTransitModes": "WALK,RENTAL,CAR_PARKING",
                                    "postTransitModes": "WALK,RENTAL",
                                    "directModes": "WALK,RENTAL", **more})
                yield from plan["itineraries"] + plan["direct"]

    def test_each_is_at_its_leg(self):
        kinds = set()
        for way in self.ways():
            modes = [leg["mode"] for leg in way["legs"]]
            fare = way["fare"]
            for item in fare["items"]:
                expected = {"HIRE": {"RENTAL"}, "PARKING": {"CAR"}}.get(item["kind"])
                if expected:
                    self.assertEqual({modes[i] for i in item["legs"]}, expected)
                kinds.add(item["kind"])
            paid = {i for item in fare["items"] for i in item["legs"]} | set(fare["unknown"])
            rides = {i for i, mode in enumerate(modes) if mode not in ("WALK", "CAR")}
            self.assertEqual({i for i in paid if modes[i] != "CAR"}, rides, (modes, fare))
            self.assertLessEqual(fare["total"], fare["totalMax"])
            if modes == ["WALK"]:
                self.assertEqual((fare["status"], fare["total"], fare["items"],
                                  way["fareTransfers"]), ("EXACT", 0, [], []))
        self.assertLessEqual({"TICKET", "HIRE", "PARKING"}, kinds)

    def test_how_long_one_parks(self):
        def parked(**more):
            return {item["amount"] for way in self.ways(preTransitModes="CAR_PARKING", **more)
                    for item in way["fare"]["items"] if item["name"] == "Stationnement"}
        self.assertEqual(parked(), {0})
        self.assertEqual(parked(fareParkingTime=30), {30})

    def test_passes_are_offered_to_whom_they_are_for(self):
        def offered(**more):
            return {other["id"] for way in self.ways(**more)
                    for other in way["fare"]["alternatives"] if other["kind"] == "PASS"}
        self.assertEqual(offered(), {"mensuel"})
        self.assertEqual(offered(fareCategories="jeune"), {"mensuel", "mensuel-jeune", "scolaire"})
        self.assertEqual(offered(farePasses="mensuel"), set())

    def test_quote_names_what_it_rests_on(self):
        seen = set()
        for way in self.ways():
            modes = {leg["mode"] for leg in way["legs"]}
            if not modes - {"WALK", "RENTAL", "CAR"}:
                continue
            answer = self.server.post("/x/v1/quote", json.dumps({
                "itineraryId": way["id"], "preTransitModes": "WALK,RENTAL,CAR_PARKING",
                "postTransitModes": "WALK,RENTAL"}))
            self.assertEqual(answer.status, 200, answer.body[:300])
            quote = answer.json()["quote"]
            self.assertRegex(quote["snapshot"]["overlay"], "^[0-9a-f]{64}$")
            if "RENTAL" in modes:
                self.assertRegex(quote["snapshot"]["live"], "^[0-9a-f]{16}$")
                self.assertIn("SHARED", {leg["kind"] for leg in quote["itinerary"]["legs"]})
            self.assertNotIn("lat", answer.body.decode())
            self.assertNotIn("46.0", answer.body.decode())
            seen |= modes
            if {"RENTAL", "CAR"} <= seen:
                return
        self.fail("no journey with a vehicle and a ride")


class Rented(Asking):
    """Asks about what is lent."""

    @classmethod
    def setUpClass(cls):
        cls.server = Lending()

    def rentals(self, **query):
        return self.ask("rentals", version=1, **query)

    def rule_at(self, all_of_it, provider, form, point):
        """What holds for a form there: the rule of the highest zone that says something of it."""
        system = next(p for p in all_of_it["providers"] if p["id"] == provider)
        types = [i for i, kind in enumerate(system["vehicleTypes"]) if kind["formFactor"] == form]
        zones = [z for z in all_of_it["zones"] if z["providerId"] == provider and
                 any(sum(is_inside(point, decode(ring["points"], 6)) for ring in polygon) % 2
                     for polygon in z["area"])]
        for zone in sorted(zones, key=lambda z: -z["z"]):
            for rule in zone["rules"]:
                if not rule["vehicleTypeIdxs"] or set(types) & set(rule["vehicleTypeIdxs"]):
                    return rule
        return next(iter(system["globalGeofencingRules"]), system["defaultRestrictions"])


class Maps(Rented):
    """Who lends what, and where."""

    def test_all_lists_belong_together(self):
        answer = self.rentals(**ALL)
        self.assertEqual(answer["notes"], [])
        providers = {p["id"]: p for p in answer["providers"]}
        self.assertEqual(set(providers), {"velo-rade", "trottestran", "autopartage"})
        groups = {g["id"]: g["providers"] for g in answer["providerGroups"]}
        stations = {(s["providerId"], s["id"]): s for s in answer["stations"]}
        self.assertEqual(len(stations), len(answer["stations"]))
        for thing in answer["stations"] + answer["vehicles"] + answer["zones"]:
            system = providers[thing["providerId"]]
            self.assertEqual(thing["providerGroupId"], system["groupId"])
            self.assertIn(system["id"], groups[system["groupId"]])
        for station in answer["stations"]:
            types = {t["id"] for t in providers[station["providerId"]]["vehicleTypes"]}
            self.assertTrue(types.issuperset(station["vehicleTypesAvailable"]))
            self.assertTrue(types.issuperset(station["vehicleDocksAvailable"]))
            self.assertLessEqual(sum(station["vehicleTypesAvailable"].values()),
                                 station["numVehiclesAvailable"])
            self.assertTrue(within(at(station), station["bbox"]))
            self.assertTrue(within(at(station), providers[station["providerId"]]["bbox"]))
        for vehicle in answer["vehicles"]:
            types = {t["id"]: t for t in providers[vehicle["providerId"]]["vehicleTypes"]}
            self.assertEqual(types[vehicle["typeId"]]["formFactor"], vehicle["formFactor"])
            self.assertTrue(within(at(vehicle), providers[vehicle["providerId"]]["bbox"]))
            if "stationId" in vehicle:
                self.assertIn((vehicle["providerId"], vehicle["stationId"]), stations)

    def test_zones_are_closed_and_in_their_box(self):
        answer = self.rentals(**ALL)
        self.assertGreater(len(answer["zones"]), 3)
        for zone in answer["zones"]:
            system = next(p for p in answer["providers"] if p["id"] == zone["providerId"])
            west, south, east, north = zone["bbox"]
            for ring in (ring for polygon in zone["area"] for ring in polygon):
                line = decode(ring["points"], ring["precision"])
                self.assertEqual(len(line), ring["length"])
                self.assertEqual(line[0], line[-1])
                for point in line:
                    self.assertTrue(within(point, (west - 1e-6, south - 1e-6, east + 1e-6,
                                                   north + 1e-6)))
            for rule in zone["rules"]:
                self.assertTrue(all(i < len(system["vehicleTypes"])
                                    for i in rule["vehicleTypeIdxs"]))
        order = [z["z"] for z in answer["zones"] if z["providerId"] == "trottestran"]
        self.assertEqual(sorted(order, reverse=True), order)

    def test_quarters_make_the_whole(self):
        whole = self.rentals(**ALL)
        for name in ("stations", "vehicles"):
            found = []
            for south, north in ((45.9, 46.0), (46.0, 46.1)):
                for west, east in ((-4.1, -4.0), (-4.0, -3.9)):
                    quarter = self.rentals(min="%f,%f" % (south, west), max="%f,%f" % (north, east))
                    found += [(t["providerId"], t["id"]) for t in quarter[name]]
            self.assertEqual(sorted(found), sorted((t["providerId"], t["id"]) for t in whole[name]))

    def test_a_circle_is_round(self):
        whole, centre, radius = self.rentals(**ALL), (46.0011, -3.9980), 700
        near = self.rentals(point="%f,%f" % centre, radius=radius)
        for name in ("stations", "vehicles"):
            for thing in whole[name]:
                distance = metres(at(thing), centre)
                if abs(distance - radius) > 5:
                    self.assertEqual(thing in near[name], distance < radius)

    def test_the_age_of_what_is_said_is_said(self):
        answer = self.rentals()
        stamps = {feed["tag"]: feed["stamp"] for feed in answer["snapshot"]["live"]["shared"]}
        for provider in answer["providers"]:
            self.assertEqual(provider["stamp"], stamps[provider["feed"]])
            self.assertGreaterEqual(provider["age"], instant(SERVED) - instant(provider["stamp"]))


class Plans(Rented):
    """Journeys with shared vehicles."""

    def plan(self, start, end, **query):
        return self.ask("plan", fromPlace=start, toPlace=end, time=NOW, **query)

    def hires(self, answer):
        return [leg for itinerary in answer["direct"] + answer["itineraries"]
                for leg in itinerary["legs"] if leg["mode"] == "RENTAL"]

    def pairs(self):
        return ((start, end) for start in DOORS for end in DOORS if start != end)

    def check_hire(self, leg, all_of_it):
        """The vehicle is there, and is left where it may be, on a way that it may take."""
        rental, providers = leg["rental"], {p["id"]: p for p in all_of_it["providers"]}
        system = providers[rental["providerId"]]
        self.assertEqual(rental["providerGroupId"], system["groupId"])
        self.assertEqual(rental["systemName"], system["name"])
        self.assertIn(rental["formFactor"], system["formFactors"])
        self.assertGreaterEqual(rental["vehiclesAvailable"], 1)
        self.assertIsNone(rental["availability"])
        self.assertEqual(leg["from"]["vertexType"], "BIKESHARE")
        self.assertEqual(leg["to"]["vertexType"],
                         "BIKESHARE" if "toStationName" in rental else "NORMAL")
        stations = [s for s in all_of_it["stations"] if s["providerId"] == system["id"]]
        if "fromStationName" in rental:
            self.assertTrue(any(s["name"] == rental["fromStationName"] and s["isRenting"] and
                                at(s) == at(leg["from"]) for s in stations), leg["from"])
        else:
            self.assertTrue(any(at(v) == at(leg["from"]) and not v["isReserved"] and
                                not v["isDisabled"] for v in all_of_it["vehicles"]), leg["from"])
        if "toStationName" in rental:
            self.assertTrue(any(s["name"] == rental["toStationName"] and s["isReturning"] and
                                at(s) == at(leg["to"]) for s in stations), leg["to"])
        else:
            self.assertEqual(rental["returnConstraint"], "NONE")
            rule = self.rule_at(all_of_it, system["id"], rental["formFactor"], at(leg["to"]))
            self.assertTrue(rule["rideEndAllowed"] and not rule.get("stationParking"), leg["to"])
        for point in decode(leg["legGeometry"]["points"], leg["legGeometry"]["precision"])[1:-1]:
            rule = self.rule_at(all_of_it, system["id"], rental["formFactor"], point)
            self.assertTrue(rule["rideThroughAllowed"], point)

    def test_hired_legs_are_of_what_is_lent(self):
        all_of_it, forms, count = self.rentals(**ALL), set(), 0
        for start, end in self.pairs():
            answer = self.plan(start, end, directModes="WALK,RENTAL", maxDirectTime=5400,
                               preTransitModes="WALK,RENTAL", postTransitModes="WALK,RENTAL")
            self.assertEqual(answer["notes"], [n for n in answer["notes"]
                                               if n["code"] not in ("MODE_NOT_AVAILABLE",
                                                                    "UNKNOWN_PROVIDER")])
            for leg in self.hires(answer):
                self.check_hire(leg, all_of_it)
                forms.add(leg["rental"]["formFactor"])
                count += 1
        self.assertGreater(count, 50)
        self.assertLessEqual({"BICYCLE", "SCOOTER_STANDING", "MOPED"}, forms)

    def test_each_hired_direct_way_has_an_id_of_its_own(self):
        count = 0
        for start, end in self.pairs():
            answer = self.plan(start, end, directModes="WALK,RENTAL", maxDirectTime=5400,
                               transitModes="", withFares="true")
            hired = [way for way in answer["direct"]
                     if any(leg["mode"] == "RENTAL" for leg in way["legs"])]
            self.assertEqual(len({way["id"] for way in hired}), len(hired))
            for way in hired:
                again = self.ask("refresh-itinerary", itineraryId=way["id"], withFares="true")
                self.assertIn("timetable", again.pop("snapshot"))
                self.assertEqual(again, way)
                rental = next(leg["rental"] for leg in way["legs"] if leg["mode"] == "RENTAL")
                self.assertTrue(rental["vehicleTypeId"] and rental["vehicleTypeName"])
                count += 1
        self.assertGreater(count, 20)

    def test_nothing_is_hidden_by_vehicles(self):
        for start, end in self.pairs():
            plain = self.plan(start, end)
            hired = self.plan(start, end, preTransitModes="WALK,RENTAL",
                              postTransitModes="WALK,RENTAL", numItineraries=1)
            last = max((i["startTime"] for i in hired["itineraries"]), default="")
            ids = {i["id"] for i in hired["itineraries"]}
            for itinerary in plain["itineraries"]:
                if itinerary["startTime"] < min(last, "2026-05-04T06:25:00Z"):
                    self.assertIn(itinerary["id"], ids)

    def test_filters_hold(self):
        start, end = DOORS[0], DOORS[4]
        direct = {"directModes": "RENTAL", "maxDirectTime": 7200, "transitModes": ""}
        legs = self.hires(self.plan(start, end, **direct))
        self.assertGreater(len({leg["rental"]["formFactor"] for leg in legs}), 2)
        for name, value, key in (("FormFactors", "BICYCLE", "formFactor"),
                                 ("PropulsionTypes", "HUMAN", "propulsionType"),
                                 ("Providers", "trottestran", "providerId"),
                                 ("ProviderGroups", "trottestran", "providerGroupId")):
            legs = self.hires(self.plan(start, end, **direct, **{"directRental" + name: value}))
            self.assertEqual({leg["rental"][key] for leg in legs}, {value})
        self.assertEqual(self.hires(self.plan(start, end, **direct, maxRentals=0)), [])
        answer = self.plan(start, end, **direct, directRentalProviders="nobody")
        self.assertEqual(self.hires(answer), [])
        self.assertIn(("UNKNOWN_PROVIDER", "directRentalProviders"),
                      [(note["code"], note["inputField"]) for note in answer["notes"]])

    def test_who_must_come_home_is_lent_only_if_that_is_ignored(self):
        start, end = DOORS[0], DOORS[4]
        cars = {"directModes": "RENTAL", "maxDirectTime": 7200, "transitModes": "",
                "directRentalPropulsionTypes": "HYBRID"}
        self.assertEqual(self.hires(self.plan(start, end, **cars)), [])
        legs = self.hires(self.plan(start, end, **cars, ignoreDirectRentalReturnConstraints="true"))
        self.assertEqual([leg["rental"]["returnConstraint"] for leg in legs], ["ROUNDTRIP_STATION"])

    def test_one_to_all_is_what_plan_says(self):
        for by in ({}, {"arriveBy": "true"}):
            modes = {"postTransitModes" if by else "preTransitModes": "WALK,RENTAL"}
            for one in DOORS[:2]:
                answer = self.ask("one-to-all", one=one, time=NOW, maxTravelTime=40, **modes, **by)
                plain = self.ask("one-to-all", one=one, time=NOW, maxTravelTime=40, **by)
                self.assertEqual(answer["notes"], [])
                seconds = {a["place"]["stopId"]: a["seconds"] for a in answer["all"]}
                sooner = 0
                for item in plain["all"]:
                    self.assertLessEqual(seconds[item["place"]["stopId"]], item["seconds"])
                    sooner += seconds[item["place"]["stopId"]] < item["seconds"]
                self.assertGreater(sooner, 10)
                rides = [a for a in answer["all"] if a["k"] > 0]
                for item in rides[::max(1, len(rides) // 8)]:
                    ends = (item["place"]["stopId"], one) if by else (one, item["place"]["stopId"])
                    found = self.plan(*ends, timetableView="false", directModes="",
                                      numItineraries=1, **modes, **by)["itineraries"]
                    times = [abs(instant(i["startTime"] if by else i["endTime"]) - instant(NOW))
                             for i in found]
                    self.assertLessEqual(min(times), item["seconds"])

    def test_without_live_data_there_are_none(self):
        answer = self.plan(DOORS[0], DOORS[4], directModes="WALK,RENTAL", maxDirectTime=7200,
                           realtimeMode="OFF")
        self.assertEqual(self.hires(answer), [])
        self.assertIn("MODE_NOT_AVAILABLE", [note["code"] for note in answer["notes"]])

    def test_an_unknown_form_is_named(self):
        answer = self.ask("plan", status=400, fromPlace=DOORS[0], toPlace=DOORS[1],
                          directRentalFormFactors="SLEDGE")
        self.assertTrue(answer["error"].startswith("directRentalFormFactors:"))


OUTER = ("46.0207,-3.9996", "46.0078,-3.9770", "45.9941,-3.9877", "46.0202,-3.9722",
         "45.9847,-3.9885", "46.0242,-3.9850", "45.9901,-3.9825", "46.0041,-4.0130")


class Changes(Rented):
    """Journeys that go from ride to ride on a shared vehicle."""

    def both(self, start, end, time, **query):
        """The answer without such changes, and with them."""
        query = {"fromPlace": start, "toPlace": end, "time": time, **query}
        return (self.ask("plan", **query),
                self.ask("plan", changeModes="WALK,RENTAL", **query))

    def changes(self, answer):
        return [i for i in answer["itineraries"] if any(l["mode"] == "RENTAL" for l in i["legs"])]

    def all_of_them(self, **query):
        """Questions and both answers, for leaving and for coming."""
        for start in OUTER:
            for end in OUTER:
                if start == end:
                    continue
                yield False, self.both(start, end, "2026-05-04T06:12:00Z", **query)
                yield True, self.both(start, end, "2026-05-04T07:10:00Z", arriveBy="true", **query)

    def check_change(self, itinerary, all_of_it, most):
        """One vehicle, between two rides, within the bound; legs follow each other."""
        legs = itinerary["legs"]
        number = [leg["mode"] for leg in legs].index("RENTAL")
        Plans.check_hire(self, legs[number], all_of_it)
        self.assertEqual(sum(leg["mode"] == "RENTAL" for leg in legs), 1)
        before = max(i for i in range(number) if "tripId" in legs[i])
        behind = min(i for i in range(number, len(legs)) if "tripId" in legs[i])
        self.assertEqual([leg["mode"] for leg in legs[before + 1:behind]],
                         ["WALK", "RENTAL", "WALK"])
        self.assertEqual(legs[before]["to"]["stopId"], legs[before + 1]["from"]["stopId"])
        self.assertEqual(legs[behind - 1]["to"]["stopId"], legs[behind]["from"]["stopId"])
        self.assertLessEqual(instant(legs[behind - 1]["endTime"]) -
                             instant(legs[before]["endTime"]), most)
        for leg, after in zip(legs, legs[1:]):
            self.assertLessEqual(leg["endTime"], after["startTime"])
        self.assertEqual(itinerary["transfers"],
                         sum("tripId" in leg for leg in legs) - 1)

    def check_again(self, itinerary):
        again = self.ask("refresh-itinerary", version=5, itineraryId=itinerary["id"])
        for key in ("startTime", "endTime", "transfers", "id"):
            self.assertEqual(again[key], itinerary[key])
        self.assertEqual([leg["mode"] for leg in again["legs"]],
                         [leg["mode"] for leg in itinerary["legs"]])

    def test_a_change_makes_one_faster_and_hides_nothing(self):
        all_of_it, count = self.rentals(**ALL), [0, 0]
        for by, (plain, answer) in self.all_of_them():
            ids = {i["id"] for i in answer["itineraries"]}
            self.assertLessEqual({i["id"] for i in plain["itineraries"]}, ids)
            for itinerary in self.changes(answer):
                self.check_change(itinerary, all_of_it, 900)
                self.check_again(itinerary)
                for other in plain["itineraries"]:
                    if by:
                        self.assertGreater(itinerary["startTime"], other["startTime"])
                    else:
                        self.assertLess(itinerary["endTime"], other["endTime"])
                count[by] += 1
        self.assertGreater(min(count), 3)

    def test_a_change_is_paid_for(self):
        count = 0
        for _, (_, answer) in self.all_of_them(withFares="true"):
            for itinerary in self.changes(answer):
                hired = [leg["mode"] for leg in itinerary["legs"]].index("RENTAL")
                fare = itinerary["fare"]
                paid = [item["kind"] for item in fare["items"] if hired in item["legs"]]
                self.assertTrue("HIRE" in paid or hired in fare["unknown"], fare)
                count += 1
        self.assertGreater(count, 3)

    def test_the_next_ones_and_bounds(self):
        all_of_it, count = self.rentals(**ALL), 0
        for _, (_, answer) in self.all_of_them(timetableView="false", maxChangeTime=420,
                                               changeRentalFormFactors="BICYCLE"):
            for itinerary in self.changes(answer):
                self.check_change(itinerary, all_of_it, 420)
                self.assertEqual({leg["rental"]["formFactor"] for leg in itinerary["legs"]
                                  if leg["mode"] == "RENTAL"}, {"BICYCLE"})
                count += 1
        self.assertGreater(count, 0)

    def test_where_none_are_looked_for(self):
        for _, (plain, answer) in self.all_of_them(maxRentals=0):
            self.assertEqual(answer["itineraries"], plain["itineraries"])
        for query in ({"requireBikeTransport": "true"}, {"via": DOORS[0].replace(",", ";")}):
            _, answer = self.both(OUTER[0], OUTER[1], NOW, **query)
            self.assertEqual(self.changes(answer), [])
            self.assertIn(("MODE_NOT_AVAILABLE", "changeModes"),
                          [(note["code"], note["inputField"]) for note in answer["notes"]])
        answer = self.ask("plan", status=400, fromPlace=OUTER[0], toPlace=OUTER[1],
                          changeModes="SLEDGE")
        self.assertTrue(answer["error"].startswith("changeModes:"))

    def test_an_id_that_hops_at_an_end_is_none(self):
        for text in ("w60,RENTAL@maree_JUD1;r20260504_08:24_maree_3a.L0824,4,6,maree_COT1,maree_BEL1",
                     "a60,WALK@46.0,-4.0;w60,RENTAL;r20260504_08:24_maree_3a.L0824,4,6,"
                     "maree_COT1,maree_BEL1;e60,WALK@46.0,-4.0"):
            answer = self.ask("refresh-itinerary", version=5, status=400, itineraryId=text)
            self.assertTrue(answer["error"].startswith("itineraryId:"))


if __name__ == "__main__":
    PROGRAMS = sys.argv[1:5]
    unittest.main(argv=sys.argv[:1])

"""What the endpoints answer about the demo city: `test_answers.py TRAJET CITY...`."""
import datetime
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

from door import Answer, Server, homeless

PROGRAM, CITY = [], []
NOW = "2026-05-04T07:00:00Z"
FROM, TO = "maree_JAR", "rivages_GRO"


class City(Server):
    """`trajet serve` over a copy of a city, beside which nobody leaves live messages."""

    def __init__(self, city):
        self.folder = tempfile.TemporaryDirectory()
        folder = city if os.path.isdir(city) else os.path.dirname(city)
        copy = os.path.join(self.folder.name, "data", os.path.basename(folder))
        shutil.copytree(folder, copy)
        self.process = subprocess.Popen(
            [PROGRAM[0], "serve", "--listen", "127.0.0.1:0", "--quiet", "--now", NOW,
             copy + city[len(folder):]],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=homeless())
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    def finish(self):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()
        self.folder.cleanup()


def decode(points, precision):
    """The numbers of an encoded polyline, in degrees."""
    out, value, shift = [], 0, 0
    for char in points:
        group = ord(char) - 63
        value |= (group & 31) << shift
        shift += 5
        if group < 32:
            out.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    places, lat, lon = [], 0, 0
    for i in range(0, len(out), 2):
        lat, lon = lat + out[i], lon + out[i + 1]
        places.append((lat / 10 ** precision, lon / 10 ** precision))
    return places


def instant(text):
    """Seconds since 1970 of a time in UTC."""
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def key(itinerary):
    return itinerary["startTime"], itinerary["endTime"], itinerary["transfers"]


OWN = ("WALK", "BIKE", "CAR")


def rides(itinerary):
    return [leg for leg in itinerary["legs"] if leg["mode"] not in OWN]


def metres(one, other):
    """Between two places of a city."""
    north = (one[0] - other[0]) * 111195
    east = (one[1] - other[1]) * 111195 * math.cos(math.radians(one[0]))
    return math.hypot(north, east)


class Asking(unittest.TestCase):
    """Asks a server over CITY[`city`]."""
    city = 0

    @classmethod
    def setUpClass(cls):
        cls.server = City(CITY[cls.city])

    @classmethod
    def tearDownClass(cls):
        cls.server.finish()

    def ask(self, name, version=6, status=200, **query):
        target = "/api/v%d/%s?%s" % (version, name, urllib.parse.urlencode(query))
        answer = self.server.get(target)
        self.assertEqual(answer.status, status, (target, answer.body[:300]))
        return answer.json()


class Streets(Asking):
    """Doors, ways, parks and steps in the demo city."""

    DOORS = ("45.9994,-4.0003", "46.0117,-4.0012", "46.0005,-4.0095", "45.9959,-4.0052",
             "46.0051,-4.0031")
    WORDS = {"DEPART", "HARD_LEFT", "LEFT", "SLIGHTLY_LEFT", "CONTINUE", "SLIGHTLY_RIGHT", "RIGHT",
             "HARD_RIGHT", "CIRCLE_CLOCKWISE", "CIRCLE_COUNTERCLOCKWISE", "STAIRS", "ELEVATOR",
             "UTURN_LEFT", "UTURN_RIGHT"}

    def plan(self, start, end, **query):
        return self.ask("plan", fromPlace=start, toPlace=end, time=NOW, **query)

    def check_way(self, leg):
        """What a leg without a ride says of itself holds together."""
        steps = leg["steps"]
        line = decode(leg["legGeometry"]["points"], 6)
        self.assertFalse(leg["straightLine"])
        self.assertEqual(leg["legGeometry"]["length"], len(line))
        self.assertLessEqual({step["relativeDirection"] for step in steps}, self.WORDS)
        self.assertAlmostEqual(sum(step["distance"] for step in steps), leg["distance"], places=2)
        drawn = []
        for step in steps:
            points = decode(step["polyline"]["points"], 6)
            self.assertTrue(not drawn or drawn[-1] == points[0])
            drawn += points[1:] if drawn else points
        self.assertEqual(drawn, line)
        for place, point in ((leg["from"], line[0]), (leg["to"], line[-1])):
            self.assertLess(metres((place["lat"], place["lon"]), point), 150)
        along = sum(metres(a, b) for a, b in zip(line, line[1:]))
        self.assertLess(abs(along - leg["distance"]), 5 + leg["distance"] / 20, leg)

    def check_itinerary(self, itinerary):
        """Legs follow one another in time and place, and the whole takes what it says."""
        legs = itinerary["legs"]
        self.assertEqual(legs[0]["from"]["name"], "START")
        self.assertEqual(legs[-1]["to"]["name"], "END")
        self.assertEqual(itinerary["startTime"], legs[0]["startTime"])
        self.assertEqual(itinerary["duration"],
                         instant(itinerary["endTime"]) - instant(itinerary["startTime"]))
        for leg in legs:
            self.assertEqual(leg["duration"], instant(leg["endTime"]) - instant(leg["startTime"]))
            if leg["mode"] in OWN:
                self.check_way(leg)
        for before, after in zip(legs, legs[1:]):
            self.assertLessEqual(instant(before["endTime"]), instant(after["startTime"]))

    def test_every_way_holds_together(self):
        count = 0
        for start in self.DOORS:
            for end in self.DOORS:
                if start == end:
                    continue
                answer = self.plan(start, end, directModes="WALK,BIKE,CAR,CAR_PARKING",
                                   preTransitModes="WALK,CAR_PARKING", maxDirectTime=7200)
                for itinerary in answer["itineraries"] + answer["direct"]:
                    self.check_itinerary(itinerary)
                    count += 1
        self.assertGreater(count, 100)

    def test_a_wheelchair_meets_no_stairs(self):
        for start, end in zip(self.DOORS, self.DOORS[1:]):
            answer = self.plan(start, end, pedestrianProfile="WHEELCHAIR", maxDirectTime=7200)
            for itinerary in answer["itineraries"] + answer["direct"]:
                self.check_itinerary(itinerary)
                self.assertNotEqual(itinerary["accessibility"]["status"], "NO")
                for leg in itinerary["legs"]:
                    for step in leg.get("steps", ()):
                        self.assertNotEqual(step["relativeDirection"], "STAIRS")

    def test_a_car_is_left_in_a_park(self):
        answer = self.plan(self.DOORS[0], self.DOORS[1], directModes="", transitModes="TRAM",
                           preTransitModes="CAR_PARKING")
        self.assertTrue(answer["itineraries"])
        for itinerary in answer["itineraries"]:
            car, walk = itinerary["legs"][:2]
            self.assertEqual((car["mode"], walk["mode"]), ("CAR", "WALK"))
            self.assertEqual(car["to"]["park"]["kind"], "CAR")
            self.assertEqual(car["to"]["name"], walk["from"]["name"])
            self.assertEqual(instant(walk["startTime"]) - instant(car["endTime"]), 120)

    def test_the_way_home_has_the_car_last(self):
        answer = self.plan(self.DOORS[1], self.DOORS[0], directModes="", transitModes="TRAM",
                           postTransitModes="CAR_PARKING")
        self.assertTrue(answer["itineraries"])
        for itinerary in answer["itineraries"]:
            self.assertEqual([leg["mode"] for leg in itinerary["legs"][-2:]], ["WALK", "CAR"])
            self.assertEqual(itinerary["legs"][-1]["from"]["park"]["kind"], "CAR")

    def test_a_bicycle_taken_along_is_ridden_to_the_stop(self):
        answer = self.plan(self.DOORS[0], self.DOORS[1], directModes="",
                           requireBikeTransport="true", searchWindow=7200)
        self.assertTrue(answer["itineraries"])
        for itinerary in answer["itineraries"]:
            self.assertTrue(all(leg["bikesAllowed"] for leg in rides(itinerary)))
            self.assertEqual(itinerary["legs"][0]["mode"], "BIKE")
            self.assertEqual(itinerary["legs"][-1]["mode"], "BIKE")

    def test_a_place_is_passed_and_stayed_at(self):
        place, stay = self.DOORS[2].replace(",", ";"), 10
        at = tuple(float(number) for number in self.DOORS[2].split(","))
        near = lambda end: metres((end["lat"], end["lon"]), at) < 1
        for by in ({"time": NOW}, {"time": "2026-05-04T08:30:00Z", "arriveBy": "true"}):
            answer = self.ask("plan", fromPlace=self.DOORS[0], toPlace=self.DOORS[3], via=place,
                              viaMinimumStay=stay, numItineraries=3, directModes="", **by)
            self.assertTrue(answer["itineraries"])
            for itinerary in answer["itineraries"]:
                legs = itinerary["legs"]
                here = [i for i, leg in enumerate(legs[:-1]) if near(leg["to"])]
                self.assertEqual(len(here), 1)
                before, after = legs[here[0]], legs[here[0] + 1]
                self.assertTrue(near(after["from"]))
                self.assertEqual((before["mode"], after["mode"]), ("WALK", "WALK"))
                self.assertGreaterEqual(
                    instant(after["startTime"]) - instant(before["endTime"]), 60 * stay)
                self.check_way(before)
                self.check_way(after)

    def test_less_detail_is_the_same_journeys(self):
        full = self.plan(self.DOORS[0], self.DOORS[1])
        for more in ({"detailedTransfers": "false"}, {"detailedLegs": "false"}):
            bare = self.plan(self.DOORS[0], self.DOORS[1], **more)
            self.assertEqual([key(i) for i in full["itineraries"]],
                             [key(i) for i in bare["itineraries"]])
            for itinerary in bare["itineraries"]:
                for leg in itinerary["legs"][1:-1]:
                    self.assertNotIn("steps", leg)

    def test_an_itinerary_is_told_again_from_its_id(self):
        places = self.DOORS[:3] + (FROM, TO)
        count = 0
        for start in places:
            for end in places:
                if start == end:
                    continue
                for more in ({}, {"preTransitModes": "WALK,BIKE,CAR_PARKING"}, {"via": "maree_GCA"},
                             {"via": self.DOORS[4].replace(",", ";"), "viaMinimumStay": 10}):
                    for itinerary in self.plan(start, end, **more)["itineraries"]:
                        again = self.ask("refresh-itinerary", itineraryId=itinerary["id"])
                        del again["snapshot"]
                        self.assertEqual(again, itinerary, (start, end, more))
                        count += 1
        self.assertGreater(count, 100)

    def test_floors_of_the_station(self):
        station = self.ask("map/levels", min="45.9985,-4.0015", max="46.0005,-3.9985")
        self.assertEqual(station, sorted(station, reverse=True))
        self.assertIn(0.0, station)
        self.assertIn(-1.0, station)
        self.assertEqual(self.ask("map/levels", min="10,10", max="10.1,10.1"), [])

    def test_one_to_many_by_post_and_get(self):
        many = [door.replace(",", ";") for door in self.DOORS]
        for mode in ("WALK", "BIKE", "CAR"):
            for back in (False, True):
                query = {"one": many[0], "many": many, "mode": mode, "max": 3600,
                         "maxMatchingDistance": 250, "arriveBy": back, "withDistance": True}
                body = json.dumps(query).encode()
                head = "POST /api/v6/one-to-many HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" \
                    "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
                posted = Answer(self.server.raw(head.encode() + body)).json()
                got = self.ask("one-to-many", **{**query, "many": ",".join(many),
                                                 "arriveBy": str(back).lower(),
                                                 "withDistance": "true"})
                self.assertEqual(posted, got)
                self.assertEqual(posted[0], {"duration": 0, "distance": 0.0})
                self.assertTrue(all("duration" in way for way in posted))


class Answers(Asking):
    def plan(self, version=6, status=200, **query):
        question = {"fromPlace": FROM, "toPlace": TO, "time": NOW, **query}
        return self.ask("plan", version, status, **question)

    def check_pages(self, **query):
        """Pages there and back hold what one large window holds, each journey once."""
        whole = self.plan(searchWindow=4 * 3600, numItineraries=1, **query)
        end = int(whole["nextPageCursor"].split("|")[1])
        start = int(whole["previousPageCursor"].split("|")[1])
        expected = sorted(key(i) for i in whole["itineraries"])
        self.assertGreater(len(expected), 10)
        for cursor, field in (("LATER|%d" % start, "nextPageCursor"),
                              ("EARLIER|%d" % end, "previousPageCursor")):
            found = []
            while start <= int(cursor.split("|")[1]) <= end and len(found) < 500:
                page = self.plan(pageCursor=cursor, numItineraries=3, **query)
                self.assertEqual(page["direct"], [])
                found += [key(i) for i in page["itineraries"]]
                cursor = page[field]
            inside = [k for k in found if k in expected]
            self.assertEqual(sorted(inside), expected)
            self.assertEqual(len(found), len(set(found)))

    def test_pages_of_departures(self):
        self.check_pages()

    def test_pages_of_arrivals(self):
        self.check_pages(arriveBy="true")

    def test_pages_of_a_board(self):
        board = {"stopId": FROM, "time": NOW}
        whole = self.ask("stoptimes", window=3 * 3600, n=1, **board)["stopTimes"]
        found, cursor = [], ""
        while len(found) < len(whole):
            page = self.ask("stoptimes", n=7, pageCursor=cursor, **board)
            found += page["stopTimes"]
            cursor = page["nextPageCursor"]
        ids = [(t["tripId"], t["place"]["departure"]) for t in found]
        self.assertEqual(ids[:len(whole)], [(t["tripId"], t["place"]["departure"]) for t in whole])
        self.assertEqual(len(ids), len(set(ids)))

    def test_numbers_of_itineraries(self):
        self.assertGreaterEqual(len(self.plan(searchWindow=60)["itineraries"]), 5)
        self.assertEqual(len(self.plan(searchWindow=60, numItineraries=9)["itineraries"]), 9)
        many = self.plan(searchWindow=7200)["itineraries"]
        self.assertGreater(len(many), 12)
        few = [key(i) for i in self.plan(searchWindow=7200, maxItineraries=2)["itineraries"]]
        self.assertEqual(few, [key(i) for i in many[:len(few)]])
        self.assertEqual({start for start, *_ in few[2:]} - {few[1][0]}, set())

    def test_next_ones(self):
        by = self.plan(timetableView="false", arriveBy="true")["itineraries"]
        self.assertTrue(all(i["endTime"] <= NOW for i in by) and by)
        self.assertTrue(self.plan(timetableView="false")["itineraries"])

    def test_a_night_is_skipped(self):
        """Rides are found behind hours without any, also where one could rather walk."""
        for places in ({}, {"fromPlace": "46.0175,-3.9990", "toPlace": "46.0081,-4.0050"}):
            night = self.plan(time="2026-05-04T00:30:00Z", **places)
            self.assertGreaterEqual(len(night["itineraries"]), 5)
            end = int(night["nextPageCursor"].split("|")[1])
            whole = self.plan(time="2026-05-04T00:30:00Z", numItineraries=1,
                              searchWindow=end - 1777854600, **places)
            self.assertEqual([key(i) for i in night["itineraries"]],
                             [key(i) for i in whole["itineraries"]])

    def test_legs_fit_together(self):
        for itinerary in self.plan()["itineraries"] + self.plan(arriveBy="true")["itineraries"]:
            legs = itinerary["legs"]
            self.assertEqual(legs[0]["startTime"], itinerary["startTime"])
            self.assertEqual(legs[-1]["endTime"], itinerary["endTime"])
            self.assertEqual(len(rides(itinerary)) - 1, itinerary["transfers"])
            for one, two in zip(legs, legs[1:]):
                self.assertLessEqual(one["endTime"], two["startTime"])
                self.assertEqual(one["to"]["stopId"], two["from"]["stopId"])
            for leg in legs:
                line = leg["legGeometry"]
                places = decode(line["points"], line["precision"])
                self.assertEqual(len(places), line["length"])
                for place, end in ((places[0], leg["from"]), (places[-1], leg["to"])):
                    self.assertLess(abs(place[0] - end["lat"]) + abs(place[1] - end["lon"]), 0.003)

    def test_ids_have_their_form_and_lead_back(self):
        ride = rides(self.plan()["itineraries"][0])[0]
        self.assertRegex(ride["tripId"], r"^\d{8}_\d\d:\d\d_[^_]+_.+$")
        trip = self.ask("trip", tripId=ride["tripId"])
        self.assertEqual(len(trip["legs"]), 1)
        self.assertEqual(trip["legs"][0]["from"]["stopId"], ride["tripFrom"]["stopId"])
        self.assertEqual(trip["legs"][0]["to"]["stopId"], ride["tripTo"]["stopId"])
        calls = [trip["legs"][0]["from"]] + trip["legs"][0]["intermediateStops"]
        self.assertIn(ride["startTime"], [c["departure"] for c in calls])

    def test_dialects(self):
        old, new = self.plan(version=1), self.plan(version=6)
        for one, two in zip(old["itineraries"], new["itineraries"]):
            a, b = rides(one)[0], rides(two)[0]
            self.assertNotIn("displayName", a)
            self.assertEqual(a["routeShortName"], b["displayName"])
            self.assertEqual(a["from"]["level"], 0)
            self.assertNotIn("level", b["from"])
            for p, q in zip(decode(a["legGeometry"]["points"], 7),
                            decode(b["legGeometry"]["points"], 6)):
                self.assertLess(abs(p[0] - q[0]) + abs(p[1] - q[1]), 2e-6)

    def test_max_transfers_by_version(self):
        none = self.plan(version=6, maxTransfers=0, numItineraries=1)
        same = self.plan(version=1, maxTransfers=1, numItineraries=1)
        self.assertTrue(all(i["transfers"] == 0 for i in none["itineraries"]))
        self.assertEqual([key(i) for i in none["itineraries"]], [key(i) for i in same["itineraries"]])

    def test_exclusions(self):
        first = rides(self.plan()["itineraries"][0])[0]
        for name, value in (("excludeRoutes", first["routeId"]),
                            ("excludeTrips", first["tripId"]),
                            ("excludeStops", first["to"]["stopId"])):
            for itinerary in self.plan(**{name: value})["itineraries"]:
                for leg in rides(itinerary):
                    self.assertNotEqual((leg["tripId"], leg["to"]["stopId"]) if name ==
                                        "excludeStops" else leg["tripId"],
                                        (first["tripId"], first["to"]["stopId"]) if name ==
                                        "excludeStops" else first["tripId"])
        agency = "maree_" + first["agencyId"]
        left = self.plan(excludeAgencies=agency)["itineraries"]
        self.assertTrue(all(leg["agencyId"] != first["agencyId"] for i in left for leg in rides(i)))

    def test_modes(self):
        trams = self.plan(transitModes="TRAM,AREAL_LIFT")["itineraries"]
        self.assertEqual({leg["mode"] for i in trams for leg in rides(i)}, {"TRAM"})
        nothing = self.plan(transitModes="")
        self.assertEqual(nothing["itineraries"], [])
        self.assertEqual(nothing["reasons"][0]["code"], "NO_TRANSIT_CONNECTION")

    def test_via_with_a_stay(self):
        plan = self.plan(via="maree_GCA", viaMinimumStay="10", numItineraries=1)
        self.assertTrue(plan["itineraries"])
        for itinerary in plan["itineraries"]:
            stays = [leg for leg in itinerary["legs"] if "Gare Centrale" in leg["to"]["name"]]
            self.assertTrue(stays)

    def test_points(self):
        here, there = "46.0175,-3.9990,0", "46.0000, -4.0010"
        plan = self.plan(fromPlace=here, toPlace=there, maxDirectTime=7200)
        self.assertEqual((plan["from"]["name"], plan["to"]["name"]), ("START", "END"))
        self.assertEqual(len(plan["direct"]), 1)
        walk = plan["direct"][0]["legs"][0]
        self.assertFalse(walk["straightLine"])
        self.assertEqual(walk["steps"][0]["relativeDirection"], "DEPART")
        self.assertEqual(plan["direct"][0]["startTime"], NOW)
        for itinerary in plan["itineraries"]:
            self.assertEqual(itinerary["legs"][0]["mode"], "WALK")
            self.assertEqual(itinerary["legs"][0]["from"]["name"], "START")
        self.assertEqual(self.plan(fromPlace=here, toPlace=there, directModes="")["direct"], [])
        plain = self.plan(fromPlace=here, toPlace=there, detailedLegs="false")
        for leg in plain["itineraries"][0]["legs"]:
            self.assertEqual(leg["legGeometry"]["points"], "")
            self.assertNotIn("steps", leg)

    def test_reasons(self):
        code = lambda plan: [r["code"] for r in plan["reasons"]]
        far = self.plan(fromPlace="10,10")
        self.assertEqual((far["itineraries"], code(far)), ([], ["NO_STOPS_IN_RANGE"]))
        self.assertEqual(far["reasons"][0]["inputField"], "fromPlace")
        self.assertEqual(code(self.plan(time="1990-01-01T00:00:00Z")), ["OUTSIDE_SERVICE_PERIOD"])
        short = self.plan(maxTravelTime=1)
        self.assertEqual(code(short), ["NO_TRANSIT_CONNECTION_IN_SEARCH_WINDOW"])
        near = self.plan(fromPlace="46.0170,-3.9990", toPlace="46.0171,-3.9991", transitModes="")
        self.assertEqual(len(near["direct"]), 1)
        self.assertEqual(self.plan()["reasons"], [])
        here = self.plan(toPlace=FROM)
        self.assertEqual(here["itineraries"], [])
        self.assertEqual(code(here), ["WALKING_BETTER_THAN_TRANSIT"])

    def test_refusals(self):
        for status, name, query in (
                (404, "plan", {"fromPlace": "nowhere", "toPlace": TO}),
                (400, "plan", {"toPlace": TO}),
                (400, "plan", {"fromPlace": FROM, "toPlace": TO, "transitModes": "TELEPORT"}),
                (400, "plan", {"fromPlace": FROM, "toPlace": TO, "pageCursor": "SOON|1"}),
                (400, "plan", {"fromPlace": FROM, "toPlace": TO, "pageCursor": "LATER|x"}),
                (400, "plan", {"fromPlace": FROM, "toPlace": TO, "time": "tomorrow"}),
                (400, "plan", {"fromPlace": FROM, "toPlace": TO, "realtimeMode": "SOMETIMES"}),
                (400, "plan", {"fromPlace": FROM, "toPlace": TO, "withFares": "perhaps"}),
                (404, "plan", {"fromPlace": FROM, "toPlace": TO, "via": "nowhere"}),
                (400, "stoptimes", {}),
                (404, "stoptimes", {"stopId": "nowhere"}),
                (400, "stoptimes", {"stopId": FROM, "direction": "SIDEWAYS"}),
                (400, "stoptimes", {"center": "46,-4"}),
                (400, "trip", {"tripId": "nothing"}),
                (404, "trip", {"tripId": "20260504_08:00_maree_nothing"}),
                (400, "geocode", {}),
                (400, "geocode", {"text": "gare", "type": "STOP,CLOUD"}),
                (404, "reverse-geocode", {"place": "north"}),
                (400, "map/stops", {"min": "46,-4"}),
                (400, "map/trips", {"min": "46,-4", "max": "47,-3"})):
            self.assertTrue(self.ask(name, status=status, **query)["error"])

    def test_times_as_clients_write_them(self):
        plain = [key(i) for i in self.plan()["itineraries"]]
        for text in ("2026-05-04T07:00Z", "2026-05-04T07:00:00.000Z", "2026-05-04T07:00:00Z[UTC]",
                     "2026-05-04T09:00:00+02:00"):
            self.assertEqual([key(i) for i in self.plan(time=text)["itineraries"]], plain)

    def test_board(self):
        times = self.ask("stoptimes", stopId=FROM, time=NOW, n=8, fetchStops="true")
        moments = [t["place"]["departure"] for t in times["stopTimes"]]
        self.assertEqual(moments, sorted(moments))
        self.assertGreaterEqual(moments[0], NOW)
        self.assertTrue(all(t["nextStops"][-1]["stopId"] == t["tripTo"]["stopId"]
                            for t in times["stopTimes"]))
        self.assertEqual(times["place"]["stopId"], FROM)
        back = self.ask("stoptimes", stopId=FROM, time=NOW, n=8, arriveBy="true")["stopTimes"]
        self.assertTrue(all(t["place"]["arrival"] <= NOW for t in back))
        around = self.ask("stoptimes", center="46.0171,-3.9993", radius=300, time=NOW, n=8)
        self.assertTrue(around["stopTimes"])
        self.assertTrue(self.ask("stoptimes", stopId="gone", center="46.0171,-3.9993", radius=300,
                                 time=NOW, n=1)["stopTimes"])
        trams = self.ask("stoptimes", stopId="maree_GCA", time=NOW, n=20, mode="TRAM")["stopTimes"]
        self.assertEqual({t["mode"] for t in trams}, {"TRAM"})

    def test_a_board_outside_the_timetable_says_so(self):
        for time, words in (("1990-01-01T00:00:00Z", "begins on"),
                            ("2190-01-01T00:00:00Z", "ended on")):
            board = self.ask("stoptimes", stopId=FROM, time=time)
            self.assertEqual(board["stopTimes"], [])
            reason, = board["reasons"]
            self.assertEqual((reason["code"], reason["inputField"]),
                             ("OUTSIDE_SERVICE_PERIOD", "time"))
            self.assertIn(words, reason["description"])
        # No ferry calls there, whenever one looks.
        for board in (self.ask("stoptimes", stopId=FROM, time=NOW),
                      self.ask("stoptimes", stopId=FROM, time=NOW, mode="FERRY")):
            self.assertEqual(board["reasons"], [])

    def test_names(self):
        first = lambda **query: self.ask("geocode", version=1, **query)[0]
        for text in ("gare centrale", "GARE CENTR", "centrale gare", "gare central"):
            self.assertEqual(first(text=text)["id"], "maree_GCA")
        self.assertEqual(first(text="hotel de vile")["name"], "Hôtel de Ville")
        self.assertEqual(first(text="12 bis rue st just", type="ADDRESS")["name"],
                         "12 bis Rue Saint-Just")
        self.assertEqual(self.ask("geocode", version=1, text="qwzx", type="ADDRESS"), [])
        here = self.ask("reverse-geocode", version=1, place="46.0171,-3.9993,0", type="STOP")
        self.assertEqual(here[0]["id"], FROM)
        for match in here:
            self.assertEqual([a["default"] for a in match["areas"]], [True])

    def test_map(self):
        box = {"min": "45.9,-4.1", "max": "46.1,-3.9"}
        stops = self.ask("map/stops", version=1, **box)
        grouped = self.ask("map/stops", version=1, grouped="true", **box)
        self.assertGreater(len(stops), len(grouped))
        swapped = self.ask("map/stops", version=1, min=box["max"], max=box["min"])
        self.assertEqual(len(swapped), len(stops))
        trips = self.ask("map/trips", zoom=14, startTime=NOW, endTime="2026-05-04T07:01:00Z", **box)
        self.assertTrue(trips)
        for trip in trips:
            self.assertLess(trip["departure"], "2026-05-04T07:01:01Z")
            self.assertGreaterEqual(trip["arrival"], NOW)
        self.assertEqual(self.ask("map/trips", zoom=2, startTime=NOW, endTime=NOW, **box), [])
        self.assertEqual(self.ask("map/levels", **box), [1.0, 0.0, -1.0])
        server = self.ask("map/initial")["serverConfig"]
        self.assertTrue(server["hasElevation"] and server["hasStreetRouting"])

    def arrival(self, **query):
        """Seconds until the first arrival (arrive-by: since the last departure), or None."""
        plan = self.plan(timetableView="false", numItineraries=1, directModes="", **query)
        now = instant(NOW)
        by = "arriveBy" in query
        times = [now - instant(i["startTime"]) if by else instant(i["endTime"]) - now
                 for i in plan["itineraries"]]
        return min(times) if times else None

    def test_one_to_all_is_what_plan_says(self):
        for by in ({}, {"arriveBy": "true"}):
            for one in (FROM, "46.0170,-3.9990"):
                answer = self.ask("one-to-all", one=one, time=NOW, maxTravelTime=60, **by)
                reached = {a["place"]["stopId"]: a for a in answer["all"]}
                self.assertGreater(len(reached), 30)
                rides_needed = [a for a in answer["all"] if a["k"] > 0]
                for item in rides_needed[::max(1, len(rides_needed) // 8)]:
                    self.assertEqual(item["duration"], -(-item["seconds"] // 60))
                    there = item["place"]["stopId"]
                    ends = {"fromPlace": there, "toPlace": one} if by else \
                        {"fromPlace": one, "toPlace": there}
                    # The plan means the whole station; one of its platforms is not sooner.
                    self.assertLessEqual(self.arrival(**ends, **by), item["seconds"])
        self.assertEqual(answer["one"]["lat"], 46.017)

    def test_one_to_all_at_its_limits(self):
        few = self.ask("one-to-all", one=FROM, time=NOW, maxTravelTime=10, transitModes="")["all"]
        self.assertEqual({a["k"] for a in few}, {0})
        self.assertIn(0, [a["duration"] for a in few])
        for version in (1, 6):
            self.ask("one-to-all", version, one=FROM, time=NOW, maxTravelTime=90)
        refused = self.ask("one-to-all", status=400, one=FROM, maxTravelTime=91)["error"]
        self.assertIn("maxTravelTime", refused)
        self.assertIn("one", self.ask("one-to-all", status=400, maxTravelTime=9)["error"])
        self.assertIn("maxTravelTime", self.ask("one-to-all", status=400, one=FROM)["error"])
        self.ask("one-to-all", status=404, one="maree_NOWHERE", maxTravelTime=9)
        old = self.server.get("/api/experimental/one-to-all?one=%s&maxTravelTime=9" % FROM)
        self.assertEqual(old.status, 200)

    def reach(self, status=200, **query):
        target = "/x/v1/reach?" + urllib.parse.urlencode({"time": NOW, **query})
        answer = self.server.get(target)
        self.assertEqual(answer.status, status, (target, answer.body[:300]))
        return answer.json()

    def test_reach_is_what_one_to_all_says(self):
        for by in ("false", "true"):
            query = {"time": NOW, "arriveBy": by, "maxPreTransitTime": 900,
                     "maxPostTransitTime": 900}
            for place in (FROM, "46.0170,-3.9990"):
                points = self.reach(place=place, cutoffs="20,40", **query)
                all_stops = self.ask("one-to-all", one=place, maxTravelTime=40, **query)["all"]
                self.assertEqual({s["place"]["stopId"]: (s["seconds"], s["k"])
                                  for s in points["stops"]},
                                 {s["place"]["stopId"]: ([s["seconds"]], s["k"])
                                  for s in all_stops})

    def test_reach_over_a_window_is_minute_by_minute(self):
        window = self.reach(place=FROM, cutoffs=45, window=10, percentiles="0,35,50,100")
        times = {}
        for minute in range(10):
            now = datetime.datetime.fromtimestamp(instant(NOW) + 60 * minute,
                                                  datetime.timezone.utc)
            for stop in self.reach(place=FROM, cutoffs=45,
                                   time=now.strftime("%Y-%m-%dT%H:%M:%SZ"))["stops"]:
                times.setdefault(stop["place"]["stopId"], []).append(stop["seconds"][0])
        found = {}
        for stop in window["stops"]:
            found[stop["place"]["stopId"]] = stop["seconds"], stop["missedMinutes"]
        self.assertEqual(set(found), set(times))
        for stop, seconds in times.items():
            ranked = sorted(seconds) + [None] * (10 - len(seconds))
            self.assertEqual(found[stop], ([ranked[i] for i in (0, 3, 4, 9)],
                                           10 - len(seconds)))

    def test_reach_as_areas(self):
        def corners(feature):
            return [p for polygon in feature["geometry"]["coordinates"] for p in polygon[0]]
        answer = self.reach(place="46.0170,-3.9990", format="geojson", window=20,
                            cutoffs="10,20,40")
        self.assertEqual(answer["type"], "FeatureCollection")
        marks = [(f["properties"]["name"], f["properties"]["cutoff"]) for f in answer["features"]]
        self.assertEqual(marks, [(n, c) for n in ("worst", "median", "best")
                                 for c in (40, 20, 10)])
        for worst, best in zip(answer["features"][:3], answer["features"][6:]):
            self.assertLessEqual(max(p[1] for p in corners(worst)),
                                 max(p[1] for p in corners(best)) + 1e-4)
        for feature in answer["features"]:
            self.assertEqual(feature["geometry"]["type"], "MultiPolygon")
            for polygon in feature["geometry"]["coordinates"]:
                for ring in polygon:
                    self.assertEqual(ring[0], ring[-1])
                    self.assertGreater(len(ring), 3)

    def test_reach_refuses(self):
        for query, name in (({"cutoffs": "30,15"}, "cutoffs"), ({"cutoffs": "91"}, "cutoffs"),
                            ({"cutoffs": ""}, "cutoffs"), ({"cutoffs": "0"}, "cutoffs"),
                            ({"cutoffs": "9x"}, "cutoffs"), ({"window": 181}, "window"),
                            ({"window": 5, "percentiles": "101"}, "percentiles"),
                            ({"format": "svg"}, "format"), ({"vertices": "maybe"}, "vertices")):
            self.assertIn(name, self.reach(400, place=FROM, **query)["error"])
        self.assertIn("place", self.reach(400)["error"])
        self.reach(404, place="maree_NOWHERE")

    PLACES = ["maree_JAR", "46.0170;-3.9990", "rivages_GRO", "45.9994;-4.0003", "maree_CAS"]

    def matrix(self, status=200, post=False, **query):
        query = {"origins": self.PLACES[:2], "destinations": self.PLACES, "time": NOW, **query}
        if post:
            answer = self.server.post("/x/v1/matrix", json.dumps(query))
        else:
            text = {k: ",".join(v) if isinstance(v, list) else v for k, v in query.items()}
            answer = self.server.get("/x/v1/matrix?" + urllib.parse.urlencode(text))
        self.assertEqual(answer.status, status, (query, answer.body[:300]))
        return answer

    def rows(self, **query):
        return [json.loads(line) for line in self.matrix(**query).body.splitlines()]

    def test_matrix_is_what_plan_says(self):
        for by in ({}, {"arriveBy": "true"}):
            origins, destinations = self.PLACES[:2], self.PLACES[2:]
            rows = self.rows(origins=origins, destinations=destinations, directModes="",
                             maxTravelTime=100, **by)
            self.assertEqual([r["to" if by else "from"] for r in rows],
                             list(range(3 if by else 2)))
            for i, start in enumerate(origins):
                for k, end in enumerate(destinations):
                    row, at = (rows[k], i) if by else (rows[i], k)
                    ends = {"fromPlace": start.replace(";", ","),
                            "toPlace": end.replace(";", ",")}
                    self.assertEqual(row["seconds"][at],
                                     self.arrival(maxTravelTime=100, **ends, **by), (ends, by))

    def test_matrix_without_rides_is_one_to_many(self):
        floors = ["46.0009;-3.9975;%d" % floor for floor in (-1, 0, 1)]
        one, many = "46.0170;-3.9990", floors + ["45.9994;-4.0003", "46.0117;-4.0012", "46.5;-4.0"]
        for mode in "WALK", "BIKE":
            for taste in "FASTER", "SAFER", "FLATTER":
                ways = self.ask("one-to-many", one=one, many=",".join(many), mode=mode, max=7200,
                                cyclingTaste=taste)
                row, = self.rows(origins=[one], destinations=many, transitModes="",
                                 directModes=mode, maxDirectTime=7200, cyclingTaste=taste)
                self.assertEqual(row["seconds"], [way.get("duration") for way in ways])
        self.assertNotEqual(row["seconds"][0], None)
        walks, = self.rows(origins=[one], destinations=floors, transitModes="",
                           maxDirectTime=7200)
        self.assertNotEqual(walks["seconds"][0], walks["seconds"][1])

    def test_matrix_in_its_forms(self):
        rows = self.rows()
        self.assertEqual(rows, self.rows(post=True))
        lines = self.matrix(format="csv", post=True).body.decode().splitlines()
        self.assertEqual(lines[0], "from,to,seconds,transfers,walk_seconds")
        cells = [line.split(",") for line in lines[1:]]
        self.assertEqual(len(cells), 10)
        for start, end, seconds, transfers, walk in cells:
            row, k = rows[int(start)], int(end)
            self.assertEqual(seconds, "" if row["seconds"][k] is None else str(row["seconds"][k]))
            self.assertEqual(transfers,
                             "" if row["transfers"][k] is None else str(row["transfers"][k]))
            self.assertEqual(walk, "" if row["seconds"][k] is None else str(row["walkSeconds"][k]))
        window = self.rows(window=10, percentiles="0,50")
        self.assertEqual(set(window[0]), {"from", "p0", "p50", "missedMinutes"})
        for best, now in zip(window[1]["p0"], rows[1]["seconds"]):
            self.assertLessEqual(best, now)

    def test_matrix_is_streamed_and_bounded(self):
        many = ["45.99%02d;-4.00%02d" % (i % 100, i * 7 % 100) for i in range(600)]
        rows = self.rows(origins=many, destinations=many[:300], post=True)
        self.assertEqual([r["from"] for r in rows], list(range(600)))
        self.assertEqual({len(r["seconds"]) for r in rows}, {300})
        with self.server.connect() as connection: # Somebody leaves in the middle.
            target = "/x/v1/matrix?destinations=%s&origins=%s" % (FROM, ",".join(many[:300]))
            connection.sendall(("GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % target).encode())
            self.assertTrue(connection.recv(1))
        self.assertEqual(self.matrix().status, 200)
        for query, name in (({"origins": many + many, "destinations": many + many}, "origins"),
                            ({"origins": many, "window": 90}, "window"), ({"origins": []}, "origins"),
                            ({"destinations": ["91;0"]}, "destinations"),
                            ({"format": "xml"}, "format"), ({"window": 181}, "window"),
                            ({"maxTravelTime": 241}, "maxTravelTime")):
            self.assertIn(name, self.matrix(400, True, **query).json()["error"])
        self.matrix(404, destinations=["maree_NOWHERE"])

    def test_stop(self):
        stop = self.ask("stop", stopId=FROM)
        self.assertTrue(stop["routes"])
        self.assertEqual(stop["place"]["modes"], ["TRAM"])


class Town(Asking):
    """Rules of the timetable, in the tiny town (data/town/MAP.md)."""
    city = 1

    def plan(self, start, end, day, clock, **query):
        return self.ask("plan", fromPlace=start, toPlace=end, numItineraries=1,
                        time="2026-%sT%s:00+02:00" % (day, clock), **query)["itineraries"]

    def test_staying_seated_is_one_leg(self):
        one, = self.plan("MA", "PO", "05-20", "07:50", timetableView="false")
        self.assertEqual((len(one["legs"]), one["transfers"]), (1, 0))
        leg = one["legs"][0]
        self.assertEqual([p["stopId"] for p in leg["intermediateStops"]], ["bourg_EG"])
        self.assertEqual(leg["tripTo"]["stopId"], "bourg_PO")
        seam = leg["intermediateStops"][0]
        self.assertEqual(set(seam) & {"arrival", "scheduledArrival", "departure"},
                         {"arrival", "scheduledArrival", "departure"})
        self.assertLessEqual(seam["arrival"], seam["departure"])
        two, = self.plan("MA", "PO", "05-20", "07:50", timetableView="false",
                         joinInterlinedLegs="false")
        self.assertEqual([leg["interlineWithPreviousLeg"] for leg in two["legs"]], [False, True])
        self.assertEqual(two["transfers"], 0)
        self.assertEqual(two["legs"][0]["to"]["arrival"], seam["arrival"])
        trip = self.ask("trip", tripId=leg["tripId"])
        self.assertEqual(len(trip["legs"]), 1)
        stops = [p["stopId"] for p in trip["legs"][0]["intermediateStops"]]
        self.assertEqual(stops, ["bourg_EG", "bourg_PO"])
        self.assertEqual(trip["legs"][0]["to"]["stopId"], "bourg_HA")
        self.assertEqual(len(self.ask("trip", tripId=leg["tripId"],
                                      joinInterlinedLegs="false")["legs"]), 3)

    def test_wheelchair_is_told(self):
        def found(**query):
            return [(rides(one)[0]["tripId"][-2:], one["accessibility"]["status"]) for one in
                    self.plan("MA", "PO", "05-26", "07:50", searchWindow=7200, **query)]
        self.assertEqual(found(), [("W1", "NO"), ("W2", "UNKNOWN"), ("W3", "YES")])
        chair = {"pedestrianProfile": "WHEELCHAIR"}
        self.assertEqual(found(**chair), [("W2", "UNKNOWN"), ("W3", "YES")])
        self.assertEqual(found(unknownAccessibility="avoid", **chair), [("W3", "YES")])


if __name__ == "__main__":
    PROGRAM.append(sys.argv[1])
    CITY.extend(sys.argv[2:])
    unittest.main(argv=sys.argv[:1])

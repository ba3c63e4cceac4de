"""A shared system for benches: make_shared.py FOLDER LAT LON DEGREES STATIONS VEHICLES [QUIET_DEGREES].

Writes GBFS 2.3 documents with stations of bicycles, and scooters that stand anywhere, both strewn at
random over a square around the point. With QUIET_DEGREES, scooters may be ridden through a square of
that size in the middle but not left there. The same numbers make the same system.
"""
import json
import os
import random
import sys

STAMP = 1767250800
NAMES = ("system_information", "vehicle_types", "station_information", "station_status",
         "free_bike_status", "geofencing_zones")
TYPES = [
    {"vehicle_type_id": "bike", "form_factor": "bicycle", "propulsion_type": "human",
     "return_constraint": "any_station"},
    {"vehicle_type_id": "scooter", "form_factor": "scooter_standing",
     "propulsion_type": "electric", "max_range_meters": 30000,
     "return_constraint": "free_floating"},
]


def station(i, at):
    return {"station_id": "s%d" % i, "name": "Station %d" % i, "lat": at[0], "lon": at[1],
            "capacity": 20}


def status(i):
    return {"station_id": "s%d" % i, "num_bikes_available": 5, "num_docks_available": 10,
            "is_installed": True, "is_renting": True, "is_returning": True,
            "last_reported": STAMP,
            "vehicle_types_available": [{"vehicle_type_id": "bike", "count": 5}]}


def scooter(i, at, metres):
    return {"bike_id": "v%d" % i, "lat": at[0], "lon": at[1], "is_reserved": False,
            "is_disabled": False, "vehicle_type_id": "scooter", "current_range_meters": metres}


def square(lat, lon, half):
    south, north, west, east = lat - half, lat + half, lon - 1.5 * half, lon + 1.5 * half
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def zones(lat, lon, half):
    rule = {"vehicle_type_id": ["scooter"], "ride_allowed": False, "ride_through_allowed": True}
    zone = {"type": "Feature", "properties": {"name": "Quiet", "rules": [rule]},
            "geometry": {"type": "MultiPolygon", "coordinates": [[square(lat, lon, half)]]}}
    return {"geofencing_zones": {"type": "FeatureCollection", "features": [zone] if half else []}}


def documents(lat, lon, half, stations, vehicles, quiet):
    chance = random.Random(1)

    def anywhere():
        return lat + chance.uniform(-half, half), lon + 1.5 * chance.uniform(-half, half)
    places = [anywhere() for _ in range(stations)]
    yield {"system_id": "made", "language": "en", "name": "Made up", "timezone": "Etc/UTC"}
    yield {"vehicle_types": TYPES}
    yield {"stations": [station(i, at) for i, at in enumerate(places)]}
    yield {"stations": [status(i) for i in range(stations)]}
    yield {"bikes": [scooter(i, anywhere(), chance.randint(1000, 30000)) for i in range(vehicles)]}
    yield zones(lat, lon, quiet)


def write(folder, name, data):
    with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as file:
        json.dump({"last_updated": STAMP, "ttl": 60, "version": "2.3", "data": data}, file)


def main():
    folder, (lat, lon, half) = sys.argv[1], map(float, sys.argv[2:5])
    quiet = float(sys.argv[7]) if len(sys.argv) > 7 else 0
    os.makedirs(folder, exist_ok=True)
    write(folder, "gbfs", {"en": {"feeds": [{"name": name, "url": "file:" + name + ".json"}
                                            for name in NAMES]}})
    for name, data in zip(NAMES, documents(lat, lon, half, *map(int, sys.argv[5:7]), quiet)):
        write(folder, name, data)


if __name__ == "__main__":
    main()

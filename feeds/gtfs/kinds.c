#include "feeds/gtfs/kinds.h"

const struct gtfs_kind_words gtfs_kinds[KIND_COUNT] = {
    [KIND_FILE_MISNAMED] = {"file_misnamed", FINDING_MENDED,
                            "The file has a slightly wrong name and was read all the same."},
    [KIND_FILE_UNREADABLE] = {"file_unreadable", FINDING_FILE,
                              "The file cannot be read to its end; the feed works without it."},
    [KIND_FILE_FOR_LATER] = {"file_for_later", FINDING_NOTED,
                             "The file is known and was counted; journeys do not use it yet."},
    [KIND_FILE_UNKNOWN] = {"file_unknown", FINDING_NOTED,
                           "The file is not part of GTFS Schedule and was not read."},
    [KIND_VALUE_NULL] =
        {"value_null", FINDING_MENDED,
         "The word NULL stands for a missing value; leave the field empty instead."},
    [KIND_VALUE_INVALID] = {"value_invalid", FINDING_MENDED,
                            "The value is none that the field may have; it was read as not given."},
    [KIND_ID_MISSING] = {"id_missing", FINDING_ROW, "The row has no id."},
    [KIND_ID_REPEATED] = {"id_repeated", FINDING_ROW,
                          "The id was used by a row before; the first one counts."},
    [KIND_ID_TOO_LONG] = {"id_too_long", FINDING_ROW, "The id is longer than 4096 bytes."},

    [KIND_AGENCY_FILE_MISSING] = {"agency_file_missing", FINDING_MENDED,
                                  "There is no agency; one was made up to run all routes."},
    [KIND_AGENCY_ID_MISSING] = {"agency_id_missing", FINDING_NOTED,
                                "Of several agencies this one has no id, so no route can name it."},
    [KIND_AGENCY_NAME_MISSING] = {"agency_name_missing", FINDING_MENDED,
                                  "The agency has no name; its id is shown."},
    [KIND_AGENCY_ZONE_MISSING] = {"agency_zone_missing", FINDING_MENDED,
                                  "The agency has no time zone; the feed's is used."},
    [KIND_AGENCY_ZONE_UNKNOWN] = {"agency_zone_unknown", FINDING_MENDED,
                                  "The agency's time zone does not exist; the feed's is used."},
    [KIND_AGENCY_ZONES_DIFFER] =
        {"agency_zones_differ", FINDING_NOTED,
         "Agencies of one feed must share a time zone; service days follow the first one's."},
    [KIND_TIME_ZONE_ASSUMED] =
        {"time_zone_assumed", FINDING_MENDED,
         "NO TIME ZONE IS GIVEN ANYWHERE: all times were read as UTC and may be hours off; set "
         "time_zone for this feed."},
    [KIND_FEED_INFO_REPEATED] = {"feed_info_repeated", FINDING_ROW,
                                 "feed_info.txt has more than one row; the first one counts."},
    [KIND_FEED_DATES_REVERSED] = {"feed_dates_reversed", FINDING_MENDED,
                                  "feed_end_date lies before feed_start_date; both were left out."},

    [KIND_STOP_UNPLACED] =
        {"stop_unplaced", FINDING_NOTED,
         "The stop has no coordinates that can be read; it is served, but no walk leads to it "
         "other than those of transfers.txt."},
    [KIND_STOP_AT_ZERO] =
        {"stop_at_zero", FINDING_NOTED,
         "The stop lies at 0,0 in the Atlantic; it counts as a stop without coordinates."},
    [KIND_STOP_OUT_OF_RANGE] =
        {"stop_out_of_range", FINDING_NOTED,
         "The coordinates are not on Earth; the stop counts as one without coordinates."},
    [KIND_STOP_EXPONENT] =
        {"stop_exponent", FINDING_NOTED,
         "A coordinate is written with an exponent, which other programs may not read."},
    [KIND_STOP_PLACED_AT_PARENT] =
        {"stop_placed_at_parent", FINDING_MENDED,
         "The stop has no usable coordinates of its own; its station's are used."},
    [KIND_STOP_NAME_MISSING] =
        {"stop_name_missing", FINDING_MENDED,
         "The stop has no name; its station's name, its code or its id is shown."},
    [KIND_STOP_PARENT_UNKNOWN] =
        {"stop_parent_unknown", FINDING_MENDED,
         "parent_station names a stop that does not exist; the stop stands alone."},
    [KIND_STOP_PARENT_WRONG] =
        {"stop_parent_wrong", FINDING_MENDED,
         "parent_station names a stop of a kind that cannot be its parent; the stop stands alone."},
    [KIND_STOP_PARENT_MISSING] = {"stop_parent_missing", FINDING_NOTED,
                                  "An entrance, node or boarding area needs a parent_station."},
    [KIND_STOP_ZONE_UNKNOWN] = {"stop_zone_unknown", FINDING_MENDED,
                                "stop_timezone does not exist; the agency's is used."},
    [KIND_STOP_LEVEL_UNKNOWN] = {"stop_level_unknown", FINDING_MENDED,
                                 "levels.txt has no such level; the stop's floor is not known."},

    [KIND_ROUTE_AGENCY_MISSING] =
        {"route_agency_missing", FINDING_MENDED,
         "The feed has several agencies and the route names none; it was given to the first."},
    [KIND_ROUTE_AGENCY_UNKNOWN] =
        {"route_agency_unknown", FINDING_MENDED,
         "The route names an agency that does not exist; it was given to the first."},
    [KIND_ROUTE_TYPE_INVALID] = {"route_type_invalid", FINDING_MENDED,
                                 "route_type is no number; the mode is OTHER."},
    [KIND_ROUTE_TYPE_UNKNOWN] = {"route_type_unknown", FINDING_NOTED,
                                 "route_type is in no list; the mode is OTHER."},
    [KIND_ROUTE_NAME_MISSING] = {"route_name_missing", FINDING_MENDED,
                                 "The route has no name; its id is shown."},
    [KIND_COLOUR_INVALID] = {"colour_invalid", FINDING_MENDED,
                             "A colour is six hexadecimal digits; read as not given."},

    [KIND_DATE_INVALID] = {"date_invalid", FINDING_ROW,
                           "The date does not exist; what the row says of days was left out."},
    [KIND_DATE_MENDED] = {"date_mended", FINDING_MENDED,
                          "The month has no such day; its last day was taken."},
    [KIND_SERVICE_RANGE_REVERSED] =
        {"service_range_reversed", FINDING_ROW,
         "end_date lies before start_date; the weekly part was left out."},
    [KIND_SERVICE_RANGE_LONG] = {"service_range_long", FINDING_NOTED,
                                 "The service runs for more than ten years."},
    [KIND_SERVICE_WITHOUT_DAYS] = {"service_without_days", FINDING_NOTED,
                                   "The service runs on no day at all; its trips never run."},
    [KIND_EXCEPTION_TYPE_INVALID] = {"exception_type_invalid", FINDING_ROW,
                                     "exception_type is neither 1 nor 2."},
    [KIND_EXCEPTION_REPEATED] = {"exception_repeated", FINDING_ROW,
                                 "The same day of the same service was listed before."},
    [KIND_EXCEPTION_CONTRADICTORY] =
        {"exception_contradictory", FINDING_ROW,
         "The same day of the same service is both added and removed; the first row counts."},

    [KIND_TRIP_ROUTE_UNKNOWN] = {"trip_route_unknown", FINDING_TRIP,
                                 "The trip's route does not exist."},
    [KIND_TRIP_SERVICE_UNKNOWN] =
        {"trip_service_unknown", FINDING_TRIP,
         "The trip's service is in no calendar, so it has no day to run on."},
    [KIND_TRIP_SHAPE_UNKNOWN] =
        {"trip_shape_unknown", FINDING_MENDED,
         "The trip's shape has no points; the trip is drawn from stop to stop."},
    [KIND_TRIP_WITHOUT_STOP_TIMES] = {"trip_without_stop_times", FINDING_TRIP,
                                      "The trip has no row in stop_times.txt."},
    [KIND_TRIP_WITH_ONE_STOP] =
        {"trip_with_one_stop", FINDING_TRIP,
         "The trip has fewer than two usable stop times; nobody can ride it."},
    [KIND_TRIP_WITHOUT_TIMES] = {"trip_without_times", FINDING_TRIP,
                                 "Not one stop time of the trip has a time."},
    [KIND_TRIP_WITHOUT_FREQUENCY] =
        {"trip_without_frequency", FINDING_TRIP,
         "The trip runs by frequencies.txt, but none of its rows there can be used."},

    [KIND_FREQUENCY_TRIP_UNKNOWN] = {"frequency_trip_unknown", FINDING_ROW,
                                     "The trip does not exist."},
    [KIND_FREQUENCY_TIME_INVALID] =
        {"frequency_time_invalid", FINDING_ROW,
         "start_time and end_time must be times, the end after the start."},
    [KIND_FREQUENCY_HEADWAY_INVALID] = {"frequency_headway_invalid", FINDING_ROW,
                                        "headway_secs must be a number above zero."},
    [KIND_FREQUENCY_HEADWAY_LONG] =
        {"frequency_headway_long", FINDING_NOTED,
         "The headway is longer than the span it repeats in: the trip runs once."},
    [KIND_FREQUENCY_TOO_DENSE] = {"frequency_too_dense", FINDING_ROW,
                                  "The row means more than 20,000 departures of one trip."},
    [KIND_FREQUENCY_OVERLAP] = {"frequency_overlap", FINDING_NOTED,
                                "Two spans of one trip overlap; the departures of both run."},

    [KIND_STOP_TIME_TRIP_UNKNOWN] = {"stop_time_trip_unknown", FINDING_ROW,
                                     "The trip does not exist."},
    [KIND_STOP_TIME_STOP_UNKNOWN] = {"stop_time_stop_unknown", FINDING_ROW,
                                     "The stop does not exist; the trip passes it by."},
    [KIND_STOP_TIME_ON_DEMAND] =
        {"stop_time_on_demand", FINDING_ROW,
         "The row is about an area of on-demand service, which is not planned yet."},
    [KIND_STOP_TIME_AT_STATION] =
        {"stop_time_at_station", FINDING_NOTED,
         "Vehicles call at platforms; this one calls at the station as a whole."},
    [KIND_STOP_TIME_NO_PLATFORM] =
        {"stop_time_no_platform", FINDING_ROW,
         "No vehicle can call at an entrance, a node or a boarding area."},
    [KIND_STOP_TIME_REPEATED] =
        {"stop_time_repeated", FINDING_ROW,
         "The row repeats the one before: same trip, sequence, stop and times."},
    [KIND_STOP_TIMES_UNSORTED] =
        {"stop_times_unsorted", FINDING_NOTED,
         "The rows of this trip are not in the order of stop_sequence; they were sorted."},
    [KIND_SEQUENCE_INVALID] =
        {"sequence_invalid", FINDING_MENDED,
         "The sequence is no whole number below 2^32; the row was taken where it stands."},
    [KIND_SEQUENCE_REPEATED] =
        {"sequence_repeated", FINDING_MENDED,
         "stop_sequence was used by another stop of the trip; the order of the rows decides."},
    [KIND_TIME_INVALID] = {"time_invalid", FINDING_MENDED,
                           "The time is none, or later than 720 hours; it was read as not given."},
    [KIND_TIME_WITHOUT_SECONDS] = {"time_without_seconds", FINDING_MENDED,
                                   "The time has no seconds; they were read as zero."},
    [KIND_TIME_MISSING_AT_END] =
        {"time_missing_at_end", FINDING_ROW,
         "The first and the last stop of a trip need a time; the trip was cut back to one."},
    [KIND_TIME_MIDNIGHT] = {"time_midnight", FINDING_MENDED,
                            "After midnight the hours must run on past 24; a day was added."},
    [KIND_TIME_BACKWARDS] =
        {"time_backwards", FINDING_MENDED,
         "The time lies up to ten minutes before the one ahead of it; it was raised to that."},
    [KIND_TIME_FAR_BACKWARDS] = {"time_far_backwards", FINDING_TRIP,
                                 "The trip's times run backwards by more than ten minutes."},

    [KIND_TRANSFER_STOP_UNKNOWN] = {"transfer_stop_unknown", FINDING_ROW,
                                    "A stop of the row does not exist."},
    [KIND_TRANSFER_STOP_MISSING] = {"transfer_stop_missing", FINDING_ROW,
                                    "Types 0 to 3 need both stops."},
    [KIND_TRANSFER_NO_PLATFORM] =
        {"transfer_no_platform", FINDING_ROW,
         "Transfers are between platforms or stations, not entrances, nodes or boarding areas."},
    [KIND_TRANSFER_ROUTE_UNKNOWN] = {"transfer_route_unknown", FINDING_ROW,
                                     "A route of the row does not exist."},
    [KIND_TRANSFER_TRIP_UNKNOWN] = {"transfer_trip_unknown", FINDING_ROW,
                                    "A trip of the row does not exist or was dropped."},
    [KIND_TRANSFER_TRIP_MISSING] = {"transfer_trip_missing", FINDING_ROW,
                                    "Types 4 and 5 need both trips."},
    [KIND_TRANSFER_TYPE_INVALID] = {"transfer_type_invalid", FINDING_ROW,
                                    "transfer_type must be 0 to 5."},
    [KIND_TRANSFER_TIME_INVALID] =
        {"transfer_time_invalid", FINDING_MENDED,
         "min_transfer_time must be a number of seconds from 0 to 86400; read as not given."},
    [KIND_TRANSFER_TIME_MISSING] = {"transfer_time_missing", FINDING_MENDED,
                                    "Type 2 needs min_transfer_time; the row was read as type 0."},
    [KIND_TRANSFER_REPEATED] =
        {"transfer_repeated", FINDING_ROW,
         "The same stops, routes and trips have a row before; the first one counts."},

    [KIND_LEVEL_INDEX_INVALID] =
        {"level_index_invalid", FINDING_ROW,
         "level_index must be a number from -1000 to 1000; stops on this level have none."},
    [KIND_PATHWAY_STOP_UNKNOWN] = {"pathway_stop_unknown", FINDING_ROW,
                                   "An end of the pathway is missing or does not exist."},
    [KIND_PATHWAY_AT_STATION] =
        {"pathway_at_station", FINDING_ROW,
         "Pathways join platforms, entrances, nodes and boarding areas, never a station."},
    [KIND_PATHWAY_LOOP] = {"pathway_loop", FINDING_ROW,
                           "The pathway ends where it begins, so nobody needs it."},
    [KIND_PATHWAY_MODE_INVALID] = {"pathway_mode_invalid", FINDING_ROW,
                                   "pathway_mode must be 1 to 7."},
    [KIND_PATHWAY_DIRECTION_MISSING] =
        {"pathway_direction_missing", FINDING_MENDED,
         "is_bidirectional must be 0 or 1; moving walks, escalators and gates were read as one "
         "way, all else as both ways."},
    [KIND_PATHWAY_EXIT_BOTH_WAYS] =
        {"pathway_exit_both_ways", FINDING_MENDED,
         "Nobody comes in by an exit gate; it was read as one way, out."},
    [KIND_PATHWAY_SLOPE_MISPLACED] =
        {"pathway_slope_misplaced", FINDING_MENDED,
         "max_slope is for walkways and moving walks only; it was left out."},
    [KIND_PATHWAY_UNMEASURED] =
        {"pathway_unmeasured", FINDING_NOTED,
         "The pathway has neither length nor time nor steps; the straight line between its ends "
         "counts."},
    [KIND_PATHWAY_STATIONS_DIFFER] = {"pathway_stations_differ", FINDING_NOTED,
                                      "The two ends of the pathway lie in different stations."},
    [KIND_PATHWAY_AT_PARTED_PLATFORM] =
        {"pathway_at_parted_platform", FINDING_NOTED,
         "The platform has boarding areas, to which its pathways should lead."},
    [KIND_PATHWAY_LIFT_WITHOUT_LEVEL] = {"pathway_lift_without_level", FINDING_NOTED,
                                         "An end of the lift is on no level of levels.txt."},
    [KIND_PATHWAY_NODE_DANGLING] =
        {"pathway_node_dangling", FINDING_NOTED,
         "Fewer than two other places are joined to this node, so it joins nothing."},
    [KIND_PATHWAY_STOP_LEFT_OUT] =
        {"pathway_stop_left_out", FINDING_NOTED,
         "The station has pathways, and none of them leads to this platform, entrance or boarding "
         "area."},
    [KIND_PATHWAY_NO_WAY_IN] = {"pathway_no_way_in", FINDING_NOTED,
                                "No chain of pathways leads from an entrance to this platform."},
    [KIND_PATHWAY_NO_WAY_OUT] = {"pathway_no_way_out", FINDING_NOTED,
                                 "No chain of pathways leads from this platform to an entrance."},

    [KIND_FARES_LEFT_OUT] = {"fares_left_out", FINDING_FILE,
                             "A file of fares cannot be read to its end, so all fares of its form "
                             "were left out: half the rules would give wrong prices."},
    [KIND_FARE_FILE_MISSING] = {"fare_file_missing", FINDING_NOTED,
                                "Other files of fares name what stands in this one, and the feed "
                                "does not have it: their rows are lost for that reason alone."},
    [KIND_FARE_ROWS_TOO_MANY] = {"fare_rows_too_many", FINDING_ROW,
                                 "The fare files of the feed have more than 5,000,000 rows."},
    [KIND_FARE_AMOUNT_INVALID] =
        {"fare_amount_invalid", FINDING_ROW,
         "The price is no decimal number such as 2.50, or beyond all measure."},
    [KIND_FARE_AMOUNT_NEGATIVE] =
        {"fare_amount_negative", FINDING_ROW,
         "The price of a fare or of a leg is below zero; only a change may take something off."},
    [KIND_FARE_AMOUNT_ROUNDED] = {"fare_amount_rounded", FINDING_MENDED,
                                  "The price has more decimals than its currency; it was rounded."},
    [KIND_FARE_CURRENCY_UNKNOWN] =
        {"fare_currency_unknown", FINDING_ROW,
         "The currency is no code of ISO 4217, so nobody knows what the price is worth."},
    [KIND_FARE_CATEGORY_UNKNOWN] = {"fare_category_unknown", FINDING_ROW,
                                    "rider_categories.txt has no such category."},
    [KIND_FARE_CATEGORY_STANDARD_TWICE] =
        {"fare_category_standard_twice", FINDING_MENDED,
         "More than one rider category is said to be that of everybody; the first one counts."},
    [KIND_FARE_MEDIUM_UNKNOWN] = {"fare_medium_unknown", FINDING_ROW,
                                  "fare_media.txt has no such medium."},
    [KIND_FARE_PRODUCT_UNKNOWN] = {"fare_product_unknown", FINDING_ROW,
                                   "fare_products.txt has no such product, or it was dropped."},
    [KIND_FARE_PRODUCT_MISSING] = {"fare_product_missing", FINDING_ROW,
                                   "A ride needs a product: the rule names none."},
    [KIND_FARE_NETWORK_UNKNOWN] = {"fare_network_unknown", FINDING_ROW,
                                   "The network is in neither networks.txt nor routes.txt."},
    [KIND_FARE_NETWORK_FORMS] = {"fare_network_forms", FINDING_NOTED,
                                 "routes.txt and route_networks.txt both say which network a route "
                                 "is of; where both speak of a route, route_networks.txt counts."},
    [KIND_FARE_AREA_UNKNOWN] = {"fare_area_unknown", FINDING_ROW, "areas.txt has no such area."},
    [KIND_FARE_TIMEFRAME_UNKNOWN] = {"fare_timeframe_unknown", FINDING_ROW,
                                     "timeframes.txt has no such group, or its rows were dropped."},
    [KIND_FARE_GROUP_UNKNOWN] = {"fare_group_unknown", FINDING_ROW,
                                 "No rule of fare_leg_rules.txt is of this leg group."},
    [KIND_FARE_SERVICE_UNKNOWN] = {"fare_service_unknown", FINDING_ROW,
                                   "The service is in no calendar."},
    [KIND_FARE_STOP_UNKNOWN] = {"fare_stop_unknown", FINDING_ROW, "The stop does not exist."},
    [KIND_FARE_ROUTE_UNKNOWN] = {"fare_route_unknown", FINDING_ROW, "The route does not exist."},
    [KIND_FARE_AGENCY_UNKNOWN] = {"fare_agency_unknown", FINDING_ROW, "The agency does not exist."},
    [KIND_FARE_AGENCY_MISSING] =
        {"fare_agency_missing", FINDING_NOTED,
         "The feed has several agencies and the fare names none; it counts for all of them."},
    [KIND_FARE_ZONE_UNKNOWN] = {"fare_zone_unknown", FINDING_ROW,
                                "No stop lies in this zone, so the rule can never be met."},
    [KIND_FARE_UNKNOWN] = {"fare_unknown", FINDING_ROW,
                           "fare_attributes.txt has no such fare, or it was dropped."},
    [KIND_FARE_RULES_LOST] = {"fare_rules_lost", FINDING_ROW,
                              "Not one rule of this fare can be used; the fare was left out, since "
                              "without rules it would hold everywhere."},
    [KIND_FARE_CONDITION_UNKNOWN] =
        {"fare_condition_unknown", FINDING_ROW,
         "The row fills a column that no standard knows and that may say when it holds; nobody is "
         "charged by it. Where it is a rule of rides or changes, prices that it might change are "
         "estimates."},
    [KIND_FARE_CONDITION_UNSURE] =
        {"fare_condition_unsure", FINDING_NOTED,
         "The row fills a column that no standard knows and that may say when it holds; where that "
         "could change a price, it is an estimate."},
    [KIND_FARE_WITHOUT_RULES] = {"fare_without_rules", FINDING_NOTED,
                                 "Other fares have rules in fare_rules.txt and this one has none, "
                                 "so it holds everywhere; where another holds, too, and costs "
                                 "more, the price is an estimate."},
    [KIND_FARE_ROW_REPEATED] = {"fare_row_repeated", FINDING_ROW,
                                "The same was said by a row before; the first one counts."},
    [KIND_FARE_ROW_CONTRADICTS] = {"fare_row_contradicts", FINDING_ROW,
                                   "A row before says otherwise of the same; the first one "
                                   "counts."},
    [KIND_TIMEFRAME_INVALID] = {"timeframe_invalid", FINDING_ROW,
                                "start_time and end_time must be two times up to 24:00:00, the end "
                                "after the start; past midnight begins another row."},
    [KIND_FARE_JOIN_NETWORK_MISSING] =
        {"fare_join_network_missing", FINDING_MENDED,
         "The row does not say of which network a ride must be; it holds for all."},
    [KIND_FARE_JOIN_STOP_MISSING] = {"fare_join_stop_missing", FINDING_ROW,
                                     "Only one of from_stop_id and to_stop_id is given."},
    [KIND_FARE_TRANSFER_TYPE_INVALID] = {"fare_transfer_type_invalid", FINDING_ROW,
                                         "fare_transfer_type must be 0, 1 or 2."},
    [KIND_FARE_TRANSFER_COUNT_INVALID] = {"fare_transfer_count_invalid", FINDING_ROW,
                                          "transfer_count must be -1 or 1 to 1000."},
    [KIND_FARE_TRANSFER_COUNT_MISSING] =
        {"fare_transfer_count_missing", FINDING_MENDED,
         "Between rides of one leg group transfer_count is needed; any number was taken."},
    [KIND_FARE_TRANSFER_COUNT_MISPLACED] =
        {"fare_transfer_count_misplaced", FINDING_MENDED,
         "transfer_count is for changes within one leg group only; it was left out."},
    [KIND_FARE_TRANSFER_LIMIT_INVALID] =
        {"fare_transfer_limit_invalid", FINDING_ROW,
         "duration_limit must be a number of seconds, at most a hundred days."},
    [KIND_FARE_TRANSFER_LIMIT_TYPE_MISSING] =
        {"fare_transfer_limit_type_missing", FINDING_MENDED,
         "duration_limit_type must be 0 to 3; read as 0, from departure to arrival."},

    [KIND_SHAPE_POINT_INVALID] = {"shape_point_invalid", FINDING_ROW,
                                  "The point's coordinates are not on Earth."},
    [KIND_SHAPE_UNSORTED] =
        {"shape_unsorted", FINDING_NOTED,
         "The points are not in the order of shape_pt_sequence; they were sorted."},
    [KIND_SHAPE_UNUSED] = {"shape_unused", FINDING_NOTED,
                           "No trip follows this shape; its points were left out."},
    [KIND_SHAPE_SHORT] =
        {"shape_short", FINDING_MENDED,
         "The shape has fewer than two points; trips are drawn from stop to stop."},

    [KIND_ATTRIBUTION_UNKNOWN] = {"attribution_unknown", FINDING_ROW,
                                  "The row names an agency, route or trip that does not exist."},
    [KIND_ATTRIBUTION_NAME_MISSING] = {"attribution_name_missing", FINDING_ROW,
                                       "The row names no organisation."},
    [KIND_TRANSLATION_INCOMPLETE] =
        {"translation_incomplete", FINDING_ROW,
         "A translation needs table, field, language, text, and a record or a value."},
    [KIND_TRANSLATION_UNREAD] =
        {"translation_unread", FINDING_NOTED,
         "Answers do not show this field, so its translations were left out."},
    [KIND_TRANSLATION_UNKNOWN] = {"translation_unknown", FINDING_ROW,
                                  "The translated record or text does not exist."},
    [KIND_TRANSLATION_REPEATED] =
        {"translation_repeated", FINDING_ROW,
         "The same text has a translation into this language before; the first one counts."},

    [KIND_BLOCK_OVERLAP] =
        {"block_overlap", FINDING_NOTED,
         "Two trips of one block and one service run at the same time; no vehicle can do that."},
    [KIND_TRIP_TOO_FAST] =
        {"trip_too_fast", FINDING_NOTED,
         "Between two of its stops the trip goes faster than any train on Earth."},
    [KIND_TRIP_TOO_LONG] = {"trip_too_long", FINDING_NOTED,
                            "The trip has more than 1,000 stops, or takes longer than ten days."},
    [KIND_STOP_UNUSED] = {"stop_unused", FINDING_NOTED, "No trip calls at this stop."},
    [KIND_FEED_RUNS_NOTHING] = {"feed_runs_nothing", FINDING_NOTED,
                                "NOT ONE TRIP OF THIS FEED CAN RUN: the findings above say why."},
};

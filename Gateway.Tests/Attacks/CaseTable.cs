namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>What a receiver of webhooks is attacked with, or what goes wrong around it, by number; and the tests of it that are no <see cref="AttackAttribute"/>.</summary>
internal static class CaseTable
{
    private const string Text =
        """
        1  | no signature although a secret is configured | SignatureTests.A_rejected_request_leaves_evidence_and_nothing_else
        2  | a blank signature | SignatureTests.Turns_away_what_is_not_signed_in_the_one_right_form
        3  | a method without digits |
        4  | a signature that was cut, at every length | SignatureTests.Turns_away_every_truncation_and_every_extension_of_a_good_signature, JiraSignatureTests.Every_truncation_and_extension_of_a_good_signature_is_turned_away
        5  | a signature with more behind it |
        6  | digits that are none, and digits in upper case | SignatureTests.Accepts_upper_case_hex_because_it_names_the_same_bytes
        7  | a header shorter than the name of a method |
        8  | a right signature with a weaker hash | SignatureTests.Turns_away_a_sha1_signature_even_when_it_is_right, JiraSignatureTests.A_right_sha1_signature_counts_only_where_it_is_configured
        9  | the header of another provider | JiraSignatureTests.A_sha256_signature_in_the_header_of_Jira_is_accepted, JiraSignatureTests.The_header_of_GitHub_does_not_count
        10 | two signatures of which one is right | JiraSignatureTests.Two_signatures_of_which_one_is_right_are_turned_away
        12 | a flipped bit | HubSignatureTests.Every_bit_of_the_hash_counts
        13 | the same document in other bytes | SignatureTests.Turns_away_the_same_document_in_other_bytes
        14 | bytes that no parser sees, before and behind |
        15 | a compressed body, signed before or after | SignatureTests.Turns_away_a_compressed_body_whichever_bytes_are_signed
        16 | a form of which the inner document is signed | SignatureTests.A_form_is_verified_as_sent_and_not_as_the_document_inside_it
        17 | an empty body, signed and not |
        18 | no secret, or a blank one | StartTests.Without_a_secret_the_process_refuses_to_start_and_says_why, KeyVaultTests.Case_18_while_a_vault_was_never_read_its_source_answers_503_and_never_takes_what_is_unsigned
        19 | the secret of another tenant | SignatureTests.Turns_away_a_delivery_signed_by_another_tenant
        20 | the secret of another provider | JiraSignatureTests.The_secret_of_GitHub_opens_no_door_of_Jira_and_the_other_way_round
        21 | measuring how long a comparison takes | SecretProofTests.Case_21_every_secret_is_tried_once_whichever_matches_and_when_none_does, SecretProofTests.Case_21_what_is_compared_is_compared_in_fixed_time_and_without_a_branch_on_it
        22 | two live secrets | KeyVaultTests.Case_22_every_enabled_version_counts_and_no_other, RotationTests.A_new_secret_counts_from_the_next_request_and_the_old_one_until_it_is_taken_out
        23 | a secret one tick after its end | GitHubSignatureTests.A_secret_counts_up_to_its_last_instant_and_not_one_tick_longer, KeyVaultTests.Case_23_a_version_counts_within_its_own_dates
        24 | a secret that changes while the gateway runs | FileSecretTests.Case_24_what_is_written_into_the_file_counts_for_the_next_request
        25 | a change with a mistake in it | FileSecretTests.Case_25_a_file_that_cannot_be_used_any_more_changes_nothing_and_is_reported_once, RotationTests.A_change_with_a_mistake_in_it_changes_nothing_and_is_reported
        26 | two gateways that learn of a secret at different times | RotationTests.Case_26_two_gateways_that_reload_at_different_times_turn_nobody_away_in_the_overlap
        27 | which secret is still used | SecretUseTests.Case_27_each_success_is_told_by_secret_and_nothing_that_was_turned_away_is
        28 | the same delivery, again and again | AttackDepthTests.Of_a_thousand_deliveries_in_a_row_that_are_the_same_one_has_an_effect, DuplicateTests.A_delivery_that_comes_a_hundred_times_more_is_stored_once_and_counted
        29 | the same delivery, many times at once, over several gateways | PostgreSqlGatewayTests.Case_29_a_thousand_identical_deliveries_at_once_over_two_gateways_have_one_effect, PostgreSqlAcceptanceTests.Of_a_thousand_identical_deliveries_over_three_gateways_exactly_one_is_accepted, StormTests.A_storm_loses_nothing_doubles_nothing_and_keeps_the_order_of_each_entity
        30 | the same delivery an hour, a day, three days and thirty days later |
        32 | the same id through another hook or source | DuplicateTests.The_same_guid_from_another_hook_or_through_another_source_is_another_delivery
        34 | an id that is none | RequestTests.A_delivery_id_that_is_no_id_is_refused, JiraIdentityTests.An_identifier_that_is_none_is_refused
        36 | again after a failure, and after a success | RequestTests.When_the_journal_fails_nothing_is_accepted_and_the_provider_is_asked_to_come_back, LostDeliveryTests.A_lost_delivery_is_asked_for_again_and_seen_to_have_arrived, SweepTests.A_change_that_was_never_delivered_is_posted_once
        37 | the retries of Jira | JiraIdentityTests.Five_retries_with_the_same_identifier_are_one_delivery
        38 | an Event Grid id from another topic | BatchTests.Case_38_the_same_id_from_another_topic_is_another_delivery_and_from_the_same_in_other_case_is_not
        39 | nothing can say whether a delivery is known | RequestTests.When_the_ledger_cannot_say_whether_it_is_known_nothing_is_accepted, PostgreSqlGatewayTests.Cases_39_and_84_while_the_database_is_away_every_delivery_is_refused_with_503_and_afterwards_taken
        40 | a handshake for a topic that nobody expects | HandshakeTests.Case_40_a_subscription_to_another_topic_hears_no_code, HandshakeTests.Case_40_without_the_secret_no_code_is_told_even_for_an_expected_topic
        41 | a handshake with an address to call | HandshakeTests.Case_41_the_validation_address_is_never_called
        42 | a handshake whose code is no code | HandshakeTests.Case_42_a_code_is_only_ever_text_in_JSON, HandshakeTests.Case_42_a_code_of_absurd_length_is_not_echoed
        44 | a handshake among events | HandshakeTests.Case_44_a_validation_among_real_events_is_set_aside_and_they_are_accepted
        45 | a foreign origin, an absurd rate, line breaks | HandshakeTests.Case_45_a_foreign_origin_is_told_nothing, HandshakeTests.Case_45_a_rate_that_is_none_is_refused, HandshakeTests.Case_45_line_breaks_are_never_echoed
        46 | tokens with other algorithms, and key ids that are addresses | EntraTests.Case_46_no_algorithm_but_RS256_is_taken, EntraTests.Case_46_a_key_id_is_only_ever_looked_up, EntraTests.Case_46_where_a_token_says_that_keys_are_is_never_looked
        47 | tokens for somebody else or another time | EntraTests.Case_47_a_token_for_somebody_or_something_else_is_refused, EntraTests.Case_47_clocks_may_be_a_little_apart_and_not_an_hour
        49 | the keys of the issuer cannot be read | EntraTests.Case_49_keys_that_cannot_be_read_are_our_trouble_and_not_the_senders, SigningKeysTests.Case_49_a_new_key_while_the_issuer_is_away_is_unavailable_and_the_old_one_still_counts
        50 | a storm of unknown keys | SigningKeysTests.Case_50_a_storm_of_unknown_keys_reads_the_keys_once_a_pause
        51 | a shared secret of another length or case, or in a log | SharedSecretTests.Case_51_a_secret_of_another_length_or_case_or_place_is_refused, SharedSecretTests.Case_51_the_secret_is_in_no_log_trace_metric_or_answer
        52 | five thousand events with one poisoned | BatchTests.Case_52_five_thousand_events_with_one_poisoned_are_accepted_and_that_one_is_quarantined, DeadLetterTests.A_poisoned_file_is_put_aside_with_an_alarm_and_the_others_go_on
        53 | the largest body, and a byte more | BodyTests.The_largest_body_that_GitHub_sends_passes, BodyTests.A_claimed_length_above_the_cap_is_answered_before_any_of_the_body_came, BodyTests.Contradictory_framing_is_refused, LargePushTests.A_push_of_25_MB_becomes_documents_and_one_byte_more_is_refused_before_it_came, LargePushTests.Sixty_four_of_25_MB_at_once_are_all_accepted_in_bounded_memory
        54 | a stream of gigabytes | ProcessTests.A_stream_of_gigabytes_is_cut_off_at_the_cap_and_takes_bounded_memory
        55 | a bomb | CompressedBodyTests.A_body_with_any_encoding_is_refused_without_being_read, CompressedBodyTests.A_bomb_that_does_not_say_so_is_stored_as_it_is_and_quarantined
        56 | slow headers, slow bodies, idle connections | ListenerTests.Headers_that_drip_are_cut_off, ListenerTests.A_body_that_drips_is_cut_off_and_leaves_evidence, ListenerTests.Idle_connections_of_one_address_leave_room_for_others, ProcessTests.Ten_thousand_idle_connections_leave_room_for_a_delivery_and_take_bounded_memory, Http2Tests.Streams_that_are_opened_and_reset_without_end_close_the_connection_and_no_other
        57 | no content type | RequestTests.A_content_type_that_GitHub_does_not_send_is_refused
        59 | two lengths, or a length and chunks | ListenerTests.A_request_that_is_not_plain_HTTP_is_refused_and_closes_the_connection, ListenerTests.A_length_with_a_sign_is_a_length_and_what_follows_is_the_next_request
        60 | too many headers, too long, with characters that are none | ListenerTests.A_request_that_is_not_plain_HTTP_is_refused_and_closes_the_connection, ListenerTests.An_event_name_beyond_ASCII_is_refused, Http2Tests.A_connection_has_so_many_streams_and_headers_so_many_bytes
        62 | other methods | RequestTests.Only_post_delivers, UnknownSourceTests.A_scanner_leaves_few_records_and_those_of_others_are_written_all_the_same
        63 | a forwarded address, a wrapped one, ranges that cannot be read | AllowedAddressTests.Without_a_configured_proxy_what_is_forwarded_counts_for_nothing, AllowedAddressTests.A_wrapped_IPv4_address_is_the_IPv4_address, GitHubHooksTests.A_failed_refresh_leaves_the_last_good_ranges_and_is_reported, GitHubHooksTests.The_ranges_are_read_at_each_interval_and_a_failure_is_tried_again_every_minute
        64 | documents that parsers choke on | AttackDepthTests.A_signed_document_that_parsers_choke_on_is_kept_and_settled, JsonFieldsTests.Depth_is_bounded, JsonFieldsTests.A_million_keys_and_a_text_of_ten_megabytes_cost_no_memory_to_speak_of, JsonFieldsTests.A_wanted_key_that_is_there_twice_is_a_fault
        65 | an unknown event | RequestTests.An_event_without_a_handler_is_accepted_and_settled_by_rule
        66 | a required id that is missing or of another type | RequestTests.A_signed_push_that_cannot_be_read_is_kept_and_shown_as_quarantined, PushFactsTests.Sets_aside_a_push_with_a_bad_field
        67 | keys with the same hash | CompressedBodyTests.Keys_that_hash_alike_in_other_runtimes_cost_no_more_than_others
        68 | keys that mean something to other parsers | PushFactsTests.Strange_keys_are_nobodys_fields
        70 | a thing that is renamed or moved | GitHubEventTests.A_repository_keeps_its_entity_when_it_is_renamed_or_transferred, JiraEventTests.An_issue_that_was_moved_keeps_its_entity_because_its_id_stays
        71 | a signal that was taken and whose reply is lost | ForwardingTests.A_lost_reply_leads_to_the_same_request_again_and_to_one_signal
        72 | a kill at any moment | CrashTests.What_was_answered_before_a_kill_is_signalled_exactly_once_after_it, ChaosTests.Ten_kills_lose_nothing_and_double_nothing, TwoGatewaysTests.Whichever_is_killed_every_delivery_is_signalled_once_in_order_and_settled_once, SharedReplayTests.A_replay_whose_gateway_was_killed_is_finished_by_another_and_nothing_is_replayed_twice
        73 | Temporal is away for long | ForwardingTests.While_temporal_is_away_deliveries_are_accepted_and_then_signalled_in_order, ForwardingTests.A_hot_entity_is_drained_in_order_beyond_what_memory_may_hold_of_it, StormTests.A_storm_loses_nothing_doubles_nothing_and_keeps_the_order_of_each_entity
        74 | Temporal refuses, for different reasons | RefusedSignalTests.A_call_that_is_refused_again_and_again_is_set_aside_and_its_entity_goes_on, RefusedSignalTests.Every_other_refusal_is_waited_out_however_often_it_comes
        75 | more signals than a history holds | RepositoryLifeTests.Continues_under_a_flood_without_losing_or_repeating_a_delivery, RepositoryLifeTests.A_continued_run_knows_what_its_predecessors_saw
        77 | one entity that takes everything | ForwardingTests.An_entity_that_is_stuck_holds_up_nobody_else_and_goes_on_in_order, EntityLanesTests.Order_holds_within_an_entity_and_entities_take_turns, ForwardingTests.A_hot_entity_is_drained_in_order_beyond_what_memory_may_hold_of_it
        78 | changed workflow code | HistoryReplayTests.Replays
        79 | schedules that overlap, are missed, or run while clocks change | OverlapTests.Skip_drops_what_comes_while_one_runs, ScheduleLifeTests.After_downtime_what_was_missed_inside_the_catch_up_window_is_run, ReportCalendarTests.A_cut_off_is_a_local_time, ReportCalendarTests.A_leap_day_has_its_report, FortnightTests.Each_delivery_of_a_fortnight_is_in_exactly_one_daily_and_one_weekly_report, EditionTests.A_late_delivery_is_found_amends_its_day_and_is_found_no_more
        80 | the management API without a right to it | TokenTests.A_token_that_is_not_exactly_right_is_refused, ReplayAccessTests.Without_a_token_and_with_one_that_only_reads_nothing_is_replayed_or_stopped, ReplayAccessTests.A_page_of_another_site_replays_nothing, ReplayTests.More_than_the_limit_need_the_number_that_the_dry_run_said, SharedReplayTests.Any_gateway_shows_stops_and_audits_what_another_replays_and_none_begins_a_second_one
        81 | a replay of everything | MassReplayTests.Live_traffic_does_not_queue_behind_a_replay_that_Temporal_cannot_keep_up_with, MassReplayTests.A_kill_in_the_middle_neither_ends_it_nor_replays_anything_twice
        83 | orders in the text of a commit or a ticket | HostileTextTests.Everything_at_once_stays_text, EntityDocumentTests.A_ticket_by_an_attacker_stays_text, SignificanceTests.A_bot_is_known_by_its_name_or_login
        84 | storage that is full or away | JournalFaultTests.A_full_disk_fails_every_waiting_caller_and_appends_work_again_when_there_is_space, PostgreSqlGatewayTests.Cases_39_and_84_while_the_database_is_away_every_delivery_is_refused_with_503_and_afterwards_taken, JournalFaultTests.A_segment_that_a_full_disk_left_open_is_closed_with_the_first_append_that_succeeds, StormTests.A_storm_loses_nothing_doubles_nothing_and_keeps_the_order_of_each_entity
        """;

    public static IReadOnlyList<AttackCase> All { get; } = [.. Text.Split('\n').Select(Read)];

    private static AttackCase Read(string line)
    {
        var parts = line.Split('|', StringSplitOptions.TrimEntries);
        return new AttackCase
        {
            Number = int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture),
            Title = parts[1],
            Tests = parts[2].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        };
    }
}

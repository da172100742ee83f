using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.GitHub;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Attacks.Flaws;

/// <summary>Receivers that take for signed what is not.</summary>
internal static class SignatureFlaws
{
    public static Flaw Takes_what_is_not_signed => Accepting(
        nameof(SignatureAttacks.Sending_no_signature), (request, _) => string.IsNullOrWhiteSpace(Given(request)));

    public static Flaw Takes_a_prefix_without_digits => Accepting(nameof(SignatureAttacks.Sending_half_a_header), (request, _) => Given(request) == "sha256=");

    public static Flaw Compares_as_much_as_it_was_given => Accepting(
        nameof(SignatureAttacks.Sending_the_beginning_of_a_good_signature),
        (request, body) => Given(request).Length > 7 && Delivery.Sign(body).StartsWith(Given(request), StringComparison.Ordinal));

    public static Flaw Compares_only_the_length_of_a_hash => Accepting(
        nameof(SignatureAttacks.Sending_more_than_a_good_signature), (request, body) => Given(request).StartsWith(Delivery.Sign(body), StringComparison.Ordinal));

    public static Flaw Skips_what_is_no_digit => Accepting(
        nameof(SignatureAttacks.Sending_digits_that_are_none), (request, _) => Given(request) is ['s', 'h', 'a', '2', '5', '6', '=', .. { Length: > 0 } digits] && !digits.Any(char.IsAsciiHexDigit));

    public static Flaw Takes_sha1 => Accepting(nameof(SignatureAttacks.Signing_with_a_weaker_hash), (request, body) =>
#pragma warning disable CA5350 // The weak hash is the flaw.
        Given(request) == "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(GatewayApp.Secret), body)));
#pragma warning restore CA5350

    public static Flaw Takes_the_header_of_another_provider => Accepting(
        nameof(SignatureAttacks.Signing_in_the_header_of_another_provider), (request, body) => request.Headers["X-Hub-Signature"] == Delivery.Sign(body));

    public static Flaw Joins_headers_that_are_there_twice => Accepting(
        nameof(SignatureAttacks.Sending_two_signatures), (request, body) => Given(request).Split(',').Contains(Delivery.Sign(body)));

    public static Flaw Signs_the_middle_of_a_body_only => Accepting(
        nameof(SignatureAttacks.Flipping_a_bit), (request, body) => body.Length > 2 && Repaired(body).Any(other => Given(request) == Delivery.Sign(other)));

    public static Flaw Verifies_the_document_written_anew => Accepting(
        nameof(SignatureAttacks.Writing_the_same_document_otherwise),
        (request, body) => IsJson(body) && Given(request) == Delivery.Sign(JsonSerializer.SerializeToUtf8Bytes(JsonDocument.Parse(body).RootElement)));

    public static Flaw Verifies_without_the_white_space_around_it => Accepting(
        nameof(SignatureAttacks.Adding_bytes_that_no_parser_sees),
        (request, body) => Given(request) == Delivery.Sign(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Trim('\uFEFF', '\n', ' '))));

    public static Flaw Verifies_the_document_inside_a_form => Accepting(
        nameof(SignatureAttacks.Signing_the_document_inside_a_form),
        (request, body) => FormPayload.TryDecode(body, out var json) && Given(request) == Delivery.Sign(json.ToArray()));

    public static Flaw Takes_an_empty_body_without_a_look => Accepting(nameof(SignatureAttacks.Sending_nothing), (_, body) => body.Length == 0);

    public static Flaw Takes_an_empty_secret => Accepting(
        nameof(SignatureAttacks.Signing_with_an_empty_secret), (request, body) => Given(request) == Delivery.Sign(body, ""));

    public static Flaw Tries_the_secrets_of_all_sources => Accepting(
        nameof(SignatureAttacks.Signing_with_the_secret_of_another_tenant),
        (request, body) => new[] { GatewayApp.Secret, GatewayApp.OtherSecret }.Any(secret => Given(request) == Delivery.Sign(body, secret)));

    public static Flaw Has_one_secret_for_all_providers => Accepting(
        nameof(SignatureAttacks.Signing_with_the_secret_of_another_provider), (request, body) => Given(request) == Delivery.Sign(body, JiraDelivery.Secret));

    public static Flaw Keeps_a_secret_that_has_ended => Changing(nameof(SignatureAttacks.Signing_with_a_secret_that_was_replaced), steps => steps with
    {
        Verify = (request, body, source, _, aborted) => steps.Verify(request, body, source, DateTimeOffset.UnixEpoch, aborted),
    });

    public static Flaw Compares_with_an_early_end => Changing(
        nameof(SignatureAttacks.Measuring_how_far_a_guess_was_right), steps => steps with { Verify = CompareTexts });

    public static Flaw Reads_before_it_verifies => Accepting(nameof(SignatureAttacks.Getting_a_parser_to_see_what_is_not_signed), (_, body) => body is [(byte)'{' or (byte)'[', ..] && !IsJson(body));

    public static Flaw Unpacks_before_it_verifies => new()
    {
        KilledBy = nameof(SignatureAttacks.Packing_the_body),
        Before = (context, next) =>
        {
            if (context.Request.Headers.ContentEncoding == "gzip")
            {
                context.Request.Headers.ContentEncoding = default;
                context.Request.ContentLength = null;
                context.Request.Body = new GZipStream(context.Request.Body, CompressionMode.Decompress);
            }

            return next(context);
        },
    };

    private static ValueTask<ReceiveProblem?> CompareTexts(
        HttpRequest request, ReadOnlyMemory<byte> body, Source source, DateTimeOffset now, CancellationToken aborted) =>
        new(Given(request) == Delivery.Sign(body.ToArray()) ? null : ReceiveProblem.SignatureInvalid);

    private static Flaw Accepting(string killedBy, Func<HttpRequest, byte[], bool> accepts) => Changing(killedBy, steps => steps with
    {
        Screen = (request, source) => steps.Screen(request, source) is ReceiveProblem.ContentTypeUnsupported ? ReceiveProblem.ContentTypeUnsupported : null,
        Verify = (request, body, source, now, aborted) =>
            accepts(request, body.ToArray()) ? new(default(ReceiveProblem?)) : steps.Verify(request, body, source, now, aborted),
    });

    private static Flaw Changing(string killedBy, Func<ProviderSteps, ProviderSteps> change) =>
        new() { KilledBy = killedBy, Steps = steps => steps with { GitHub = change(steps.GitHub) } };

    private static string Given(HttpRequest request) => request.Headers["X-Hub-Signature-256"].ToString();

    private static IEnumerable<byte[]> Repaired(byte[] body)
    {
        yield return [(byte)(body[0] ^ 1), .. body[1..]];
        yield return [.. body[..^1], (byte)(body[^1] ^ 1)];
    }

    private static bool IsJson(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

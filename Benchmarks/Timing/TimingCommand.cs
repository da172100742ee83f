using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Signatures;

namespace Webhooks.Benchmarks.Timing;

/// <summary>
/// <c>dotnet run -c Release --project Benchmarks -- timing</c>: tells the time that a verification takes how far a guess was right, or which secret
/// made a signature? Two careless verifiers go along, to show that it would be seen, and ours against itself, to show what is none.
/// </summary>
internal static class TimingCommand
{
    /// <summary>Standard errors; what the literature on timing leaks takes for a difference.</summary>
    private const double Threshold = 4.5;

    private static readonly HubMethod[] Methods = [HubMethod.Sha256];
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly byte[][] Keys = [.. Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetBytes(32))];
    private static readonly SourceSecret[] Secrets = [.. Keys.Select(key => new SourceSecret(key, DateTimeOffset.MinValue, DateTimeOffset.MaxValue))];

    public static Command Create()
    {
        var samples = new Option<int>("--samples") { Description = "Of each kind.", HelpName = "N", DefaultValueFactory = _ => 100_000 };
        var command = new Command("timing", "Tells the time of a verification anything about the secret? Exits 1 when it does, 2 when this machine is too noisy to tell.") { samples };
        command.SetAction(parsed => Run(parsed.GetValue(samples), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(int samples, TextWriter output)
    {
        Contest[] ours =
        [
            new("first byte right against none", Verify, body => Guess(body, 1), body => Guess(body, 0)),
            new("31 bytes right against none", Verify, body => Guess(body, 31), body => Guess(body, 0)),
            new("made with the 1st of 3 secrets against the 3rd", Verify, body => Guess(body, 32, 0), body => Guess(body, 32, 2)),
        ];
        Contest[] careless =
        [
            new("careless: compares digit by digit; 31 bytes right against none", VerifyDigitByDigit, body => Guess(body, 31), body => Guess(body, 0)),
            new("careless: stops at the first match; 1st against 3rd", StopAtTheFirst, body => Guess(body, 32, 0), body => Guess(body, 32, 2)),
        ];
        Contest[] same =
        [
            new("none right against none", Verify, body => Guess(body, 0), body => Guess(body, 0)),
            new("made with the 1st of 3 secrets against the 1st", Verify, body => Guess(body, 32), body => Guess(body, 32)),
        ];
        var isLeaking = AreApart(ours, samples, output).Contains(true);
        var sees = !AreApart(careless, samples, output).Contains(false);
        var imagines = AreApart(same, samples, output).Contains(true);
        var isUndecided = imagines || (!isLeaking && !sees);
        output.WriteLine(
            isUndecided ? "UNDECIDED: this machine is too noisy; try again" : isLeaking ? "FAILED: the time tells" : "PASSED: no difference beyond chance");
        return isUndecided ? 2 : isLeaking ? 1 : 0;
    }

    private static bool[] AreApart(Contest[] contests, int samples, TextWriter output) => [.. contests.Select(contest => IsApart(contest, samples, output))];

    private static bool IsApart(Contest contest, int samples, TextWriter output)
    {
        var (nanoseconds, errors) = contest.Run(samples);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{nanoseconds,9:0.0} ns {errors,9:0.0} errors  {contest.Name}"));
        return Math.Abs(errors) > Threshold;
    }

    private static bool Verify(byte[] body, string header) => HubSignature.Verify(header, body, Methods, Secrets, Now) == SignatureVerdict.Valid;

    private static bool StopAtTheFirst(byte[] body, string header)
    {
        var claimed = Convert.FromHexString(header.AsSpan("sha256=".Length));
        return Array.Exists(Keys, key => CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, body), claimed));
    }

    private static bool VerifyDigitByDigit(byte[] body, string header)
    {
        var actual = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Keys[0], body));
        for (var i = 0; i < actual.Length; i++)
        {
            if (actual[i] != header[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A signature of which so many bytes are right, and all others wrong.</summary>
    private static string Guess(byte[] body, int right, int key = 0)
    {
        var text = new StringBuilder("sha256=");
        var signature = HMACSHA256.HashData(Keys[key], body);
        for (var i = 0; i < signature.Length; i++)
        {
            text.Append(Convert.ToHexStringLower([i < right ? signature[i] : (byte)(signature[i] ^ RandomNumberGenerator.GetInt32(1, 256))]));
        }

        return text.ToString();
    }
}

using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Signatures;

namespace Webhooks.Gateway.Tests.Signatures;

public sealed class SignatureVerdictTests
{
    [Fact]
    public void Only_a_valid_verdict_is_no_problem()
    {
        var verdicts = Enum.GetValues<SignatureVerdict>();

        Assert.Equal(
            [null, ReceiveProblem.SignatureMissing, ReceiveProblem.SignatureMalformed, ReceiveProblem.SignatureInvalid],
            verdicts.Select(verdict => verdict.Problem()));
        Assert.Equal(
            [null, ReceiveProblem.TokenMissing, ReceiveProblem.TokenMalformed, ReceiveProblem.TokenInvalid],
            verdicts.Select(verdict => verdict.TokenProblem()));
    }
}

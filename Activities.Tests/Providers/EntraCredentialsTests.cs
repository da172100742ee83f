using Webhooks.Activities.Providers;
using Webhooks.Activities.Tests.Azure;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Providers;

/// <summary>How long a token of Entra is kept; these live for an hour.</summary>
public sealed class EntraCredentialsTests
{
    private readonly TestClock clock = new();
    private readonly EntraCredentials credentials;

    public EntraCredentialsTests() => credentials = new(new NewTokens(clock), "scope", clock);

    [Theory]
    [InlineData(0, "the-token-1")]
    [InlineData(54 * 60 + 59, "the-token-1")]
    [InlineData(55 * 60, "the-token-2")]
    [InlineData(61 * 60, "the-token-2")]
    public async Task A_token_is_renewed_five_minutes_before_it_ends(int seconds, string expected)
    {
        await TokenAsync();

        clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, await TokenAsync());
    }

    [Fact]
    public async Task A_renewed_token_is_kept_as_long_as_the_first()
    {
        await TokenAsync();
        clock.Advance(TimeSpan.FromMinutes(56));
        await TokenAsync();

        clock.Advance(TimeSpan.FromMinutes(54));

        Assert.Equal("the-token-2", await TokenAsync());
    }

    [Fact]
    public async Task A_token_that_was_refused_is_given_no_more()
    {
        await TokenAsync();

        Assert.True(credentials.Forget());

        Assert.Equal("the-token-2", await TokenAsync());
    }

    private async Task<string?> TokenAsync() => (await credentials.GetAsync(CancellationToken.None))?.Parameter;
}

using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Limits;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Tests.Limits;

/// <summary>What requests take while they are served they give back, however they end.</summary>
public sealed class PlaceTests : IDisposable
{
    private static readonly IPAddress Sender = IPAddress.Parse("192.0.2.1");

    private readonly Drain drain;
    private readonly AddressTable addresses;
    private readonly Admission admission;

    public PlaceTests()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Webhooks:Limits:RequestsAtOnce"] = "1", ["Webhooks:Limits:Wait"] = "00:00:00" })
            .Build();
        var settings = LimitSettings.Read(configuration, []);
        drain = new Drain(HttpSettings.Read(configuration, []), TimeProvider.System, NullLogger<Drain>.Instance);
        addresses = new AddressTable(settings, TimeProvider.System);
        admission = new Admission(addresses, drain, settings, TimeProvider.System);
    }

    public void Dispose() => admission.Dispose();

    [Fact]
    public async Task Those_that_were_served_and_those_that_were_turned_away_leave_nothing_behind()
    {
        var wide = await admission.EnterAsync(Sender, CancellationToken.None);
        var narrow = await admission.EnterAsync(Sender, CancellationToken.None);
        var shed = await admission.EnterAsync(Sender, CancellationToken.None);
        Assert.Equal([null, null, ReceiveProblem.GatewayOverloaded], [wide.Refused, narrow.Refused, shed.Refused]);

        foreach (var place in (Place[])[wide, narrow, shed])
        {
            place.Dispose();
        }

        // The next one of the address is its only one, and nothing is left to wait for at the end.
        Assert.Equal(1, addresses.Of(Sender).Enter());
        Assert.True(drain.StoppingAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void Whoever_has_one_address_of_a_network_has_them_all(string address, string network) =>
        Assert.Equal(IPAddress.Parse(network), AddressTable.NetworkOf(IPAddress.Parse(address)));

    [Fact]
    public void What_the_sender_is_asked_to_send_again_never_counts_against_its_address() => Assert.All(
        Enum.GetValues<ReceiveProblem>().Where(problem => ProblemTexts.Of(problem).Status is 429 or 503), problem => Assert.False(Blame.CountsAgainstAddress(problem)));
}

using Webhooks.Local.CommandLine;

namespace Webhooks.Local.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    public void A_port_that_is_none_is_named_in_the_error(string port)
    {
        var parsed = LocalCommand.Create().Parse(["--gateway-port", port]);

        Assert.Contains("--gateway-port", Assert.Single(parsed.Errors).Message, StringComparison.Ordinal);
    }
}

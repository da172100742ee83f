using System.Security.Cryptography;
using System.Text;
using Webhooks.Contracts.Identities;

namespace Webhooks.Gateway.Tests.Identities;

public sealed class DeliveryKeyTests
{
    [Fact]
    public void A_key_of_GitHub_is_tenant_provider_source_hook_and_guid_in_lower_case() =>
        Assert.Equal("@octo/github/hello%3A4711/0a1b", DeliveryKey.GitHub("octo", "hello", "4711", "0A1B").Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_tenant_a_key_begins_with_its_provider(string? tenant)
    {
        Assert.Equal("github/hello%3A/0a1b", DeliveryKey.GitHub(tenant, "hello", "", "0a1b").Value);
        Assert.Equal("jira/tickets%3A/1", DeliveryKey.Jira(tenant, "tickets", null, "1").Value);
        Assert.Equal("eventgrid/azure%3Atopic/1", DeliveryKey.EventGrid(tenant, "azure", "topic", "1").Value);
    }

    [Fact]
    public void A_key_of_Jira_is_tenant_provider_source_site_and_identifier_as_it_is() =>
        Assert.Equal("@octo/jira/tickets%3Aexample.atlassian.net/AbC", DeliveryKey.Jira("octo", "tickets", "example.atlassian.net", "AbC").Value);

    [Theory]
    [InlineData("/subscriptions/ABC", "%2Fsubscriptions%2Fabc")]
    [InlineData("/SUBSCRIPTIONS/abc", "%2Fsubscriptions%2Fabc")]
    [InlineData("/subscriptionsABC", "%2FsubscriptionsABC")]
    [InlineData("MyTopic", "MyTopic")]
    [InlineData("x/subscriptions/ABC", "x%2Fsubscriptions%2FABC")]
    public void Azures_own_topics_mean_the_same_in_any_case_and_others_do_not(string topic, string written) =>
        Assert.Equal($"@octo/eventgrid/azure%3A{written}/Id", DeliveryKey.EventGrid("octo", "azure", topic, "Id").Value);

    [Fact]
    public void The_id_is_the_first_half_of_the_hash_of_the_key()
    {
        var key = DeliveryKey.GitHub("octo", "hello", "4711", "0A1B");

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("@octo/github/hello%3A4711/0a1b"u8))[..32], key.DeliveryId);
        Assert.Equal(key.Value, key.ToString());
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("github", "")]
    public void A_key_without_provider_or_id_is_none(string provider, string id) =>
        Assert.Throws<ArgumentException>(() => DeliveryKey.From(null, provider, "scope", id));

    [Fact]
    public void What_parts_contain_never_makes_two_keys_one()
    {
        string[] keys =
        [
            DeliveryKey.From(null, "a", "b/c", "d").Value, DeliveryKey.From(null, "a", "b", "c/d").Value, DeliveryKey.From("a", "b", "c", "d").Value,
            DeliveryKey.From(null, "@a", "b", "c").Value, DeliveryKey.From("a", "b", "c", "%2F").Value, DeliveryKey.From("a", "b", "c", "/").Value,
        ];

        Assert.Equal(["a/b%2Fc/d", "a/b/c%2Fd", "@a/b/c/d", "%40a/b/c", "@a/b/c/%252F", "@a/b/c/%2F"], keys);
    }

    [Theory]
    [InlineData("@octo/github/x", true)]
    [InlineData("@octopus/github/x", false)]
    [InlineData("github/@octo/x", false)]
    [InlineData("@OCTO/github/x", false)]
    public void A_tenants_keys_are_known_by_their_beginning(string key, bool isIts)
    {
        Assert.Equal("@octo/", DeliveryKey.PrefixOf("octo"));
        Assert.Equal(isIts, DeliveryKey.IsOfTenant(key, "octo"));
        Assert.Throws<ArgumentException>(() => DeliveryKey.PrefixOf(""));
    }

    [Fact]
    public void A_replay_has_a_key_of_its_own_that_says_of_what_and_by_which()
    {
        Assert.Equal("github/a/b/replay/7", DeliveryKey.OfReplay("github/a/b", "7").Value);
        Assert.Throws<ArgumentException>(() => DeliveryKey.OfReplay("", "7"));
        Assert.Throws<ArgumentException>(() => DeliveryKey.OfReplay("github/a/b", ""));
    }

    [Fact]
    public void A_key_that_is_too_long_keeps_its_beginning_and_the_hash_of_all_of_it()
    {
        var id = new string('a', 255 - "jira/x/".Length);
        Assert.Equal("jira/x/" + id, DeliveryKey.From(null, "jira", "x", id).Value);

        var whole = "jira/x/" + id + "b";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(whole)));
        Assert.Equal($"{whole[..190]}~{hash}", DeliveryKey.From(null, "jira", "x", id + "b").Value);
        Assert.Equal(255, DeliveryKey.From(null, "jira", "x", id + "b").Value.Length);
    }

    [Fact]
    public void Every_byte_that_is_no_letter_digit_or_mark_is_escaped()
    {
        const string plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";

        Assert.Equal($"p/{plain}/1", DeliveryKey.From(null, "p", plain, "1").Value);
        Assert.Equal("p/%C3%A9%20%7E%0A%25/1", DeliveryKey.From(null, "p", "é ~\n%", "1").Value);
    }
}

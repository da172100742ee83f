using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Webhooks.Gateway.Jira;

namespace Webhooks.Gateway.Tests.Jira;

public sealed class QueryStringHashTests
{
    [Fact]
    public void Makes_the_hash_that_Atlassian_publishes()
    {
        const string query = "?lic=none&tz=Australia%2FSydney&cp=%2Fjira&user_key=&loc=en-US&user_id=&jwt=x.y.z"
            + "&xdm_e=http%3A%2F%2Fstorm%3A2990&xdm_c=channel-servlet-hello-world&xdm_p=1";

        Assert.Equal("8063ff4ca1e41df7bc90c8ab6d0f6207d491cf6dad7c66ea797b4614b71922e9", Of("get", "/hello-world", query));
    }

    [Theory]
    [InlineData("", "", "POST&/&")]
    [InlineData("/a&b/", "", "POST&/a%26b&")]
    [InlineData("/a", "?c=2&b=%26", "POST&/a&b=%26&c=2")]
    public void Is_the_hash_of_method_path_and_query_in_one_form(string path, string query, string canonical) =>
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(canonical))), Of("post", path, query));

    [Theory]
    [InlineData("/a&b", "?c=d", "/a", "?b&c=d")]
    [InlineData("/a", "?b=c", "/a", "?b=C")]
    [InlineData("/a", "?b=1&b=2", "/a", "?b=1%2C2")]
    public void Different_requests_have_different_hashes(string path, string query, string otherPath, string otherQuery) =>
        Assert.NotEqual(Of("POST", path, query), Of("POST", otherPath, otherQuery));

    [Theory]
    [InlineData("/a/", "", "/a", "")]
    [InlineData("", "", "/", "")]
    [InlineData("/a", "?b=2&a=1&b=1", "/a", "?a=1&b=1&b=2")]
    [InlineData("/a", "?b=x+y", "/a", "?b=x%20y")]
    public void The_same_request_written_otherwise_has_the_same_hash(string path, string query, string otherPath, string otherQuery) =>
        Assert.Equal(Of("POST", path, query), Of("POST", otherPath, otherQuery));

    private static string Of(string method, string path, string query)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new QueryString(query);
        return QueryStringHash.Of(method, path, request.Query);
    }
}

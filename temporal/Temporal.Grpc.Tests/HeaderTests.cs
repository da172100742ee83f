using FsCheck;
using FsCheck.Fluent;

namespace Temporal.Grpc.Tests;

public sealed class HeaderTests
{
    [Theory]
    [InlineData("1H", 3600_000)]
    [InlineData("2M", 120_000)]
    [InlineData("30S", 30_000)]
    [InlineData("15m", 15)]
    [InlineData("99999999m", 99_999_999)]
    [InlineData("5000u", 5)]
    [InlineData("3000000n", 3)]
    public void A_timeout_of_each_unit_is_read(string text, double milliseconds)
    {
        Assert.True(GrpcTimeout.TryParse(text, out var timeout));
        Assert.Equal(milliseconds, timeout.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("-1S")]
    [InlineData("1.5S")]
    [InlineData("1D")]
    [InlineData("123456789S")]
    public void A_timeout_that_is_none_is_refused(string text) => Assert.False(GrpcTimeout.TryParse(text, out _));

    [Theory]
    [InlineData(0.0001, "1m")]
    [InlineData(30, "30000m")]
    [InlineData(200_000, "200000S")]
    public void A_timeout_is_written_with_at_most_eight_digits(double seconds, string expected) =>
        Assert.Equal(expected, GrpcTimeout.Format(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Any_message_survives_percent_encoding_as_printable_ascii() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            // Half a surrogate pair has no UTF-8 to survive in.
            var message = new string([.. text.Get.Where(c => !char.IsSurrogate(c))]);
            var encoded = PercentEncoding.Encode(message);
            return encoded.All(c => c is >= ' ' and <= '~') && PercentEncoding.Decode(encoded) == message;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("100%", "100%")]
    [InlineData("%zz%4", "%zz%4")]
    [InlineData("%E4%B8%96", "世")]
    public void A_broken_escape_is_kept_as_it_is(string encoded, string decoded) => Assert.Equal(decoded, PercentEncoding.Decode(encoded));

    [Fact]
    public void Any_bytes_survive_a_binary_header_with_and_without_padding() =>
        Prop.ForAll<byte[]>(value =>
        {
            var bare = BinaryHeader.Encode(value);
            return BinaryHeader.TryDecode(bare, out var fromBare) && fromBare.AsSpan().SequenceEqual(value)
                && BinaryHeader.TryDecode(Convert.ToBase64String(value), out var fromPadded) && fromPadded.AsSpan().SequenceEqual(value);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a")]
    [InlineData("ab!d")]
    public void What_is_not_base64_is_no_binary_header(string text) => Assert.False(BinaryHeader.TryDecode(text, out _));
}

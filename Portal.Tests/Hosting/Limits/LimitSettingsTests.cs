using System.Net;
using Microsoft.Extensions.Configuration;
using Portal.Hosting.Limits;

namespace Portal.Tests.Hosting.Limits;

public sealed class LimitSettingsTests
{
    [Theory]
    [InlineData("Limits:TokenPerMinute", "0")]
    [InlineData("Limits:AddressPerMinute", "many")]
    [InlineData("Limits:GuessesPerMinute", "-1")]
    [InlineData("Portal:Proxies", "proxy.example.com")]
    public void A_wrong_setting_is_named_with_its_value_and_an_example(string key, string value)
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => Read(key, value));

        Assert.Contains($"{key} is '{value}'", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("for example", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Proxies_are_addresses_or_networks() => Assert.Equal(
        [IPNetwork.Parse("10.0.0.5/32"), IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("::1/128")], Read("Portal:Proxies", "10.0.0.5, 10.1.0.0/16, ::1").Proxies);

    [Fact]
    public void A_machine_that_has_many_addresses_is_counted_once()
    {
        Assert.Equal(NetworkAddress.KeyOf(IPAddress.Parse("2001:db8:1:2::1")), NetworkAddress.KeyOf(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.NotEqual(NetworkAddress.KeyOf(IPAddress.Parse("2001:db8:1:2::1")), NetworkAddress.KeyOf(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.Equal(NetworkAddress.KeyOf(IPAddress.Parse("10.0.0.1")), NetworkAddress.KeyOf(IPAddress.Parse("::ffff:10.0.0.1")));
        Assert.NotEqual(NetworkAddress.KeyOf(IPAddress.Parse("10.0.0.1")), NetworkAddress.KeyOf(IPAddress.Parse("10.0.0.2")));
    }

    private static LimitSettings Read(string key, string value) =>
        LimitSettings.From(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());
}

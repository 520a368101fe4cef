using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Portal.Hosting;

namespace Portal.Tests.Hosting;

public sealed class PortalSettingsTests
{
    [Theory]
    [InlineData("Portal:BaseUrl", "governance.example.com")]
    [InlineData("Portal:BaseUrl", "ftp://governance.example.com")]
    [InlineData("Ingest:MaxBodyBytes", "-5")]
    [InlineData("Ingest:MaxBodyBytes", "1 GB")]
    [InlineData("Demo:Enabled", "yes please")]
    public void A_wrong_setting_is_named_with_its_value_and_an_example(string key, string value)
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => Read((key, value)));

        Assert.Contains($"{key} is '{value}'", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("for example", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_never_ends_in_a_slash()
    {
        var settings = Read(("Portal:BaseUrl", "https://governance.example.com/access/"));

        Assert.Equal("https://governance.example.com/access", settings.BaseUrl.AbsoluteUri);
    }

    private static PortalSettings Read(params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("governance-settings-").FullName;
        try
        {
            return PortalSettings.From(
                new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value, StringComparer.Ordinal)).Build(),
                new HostingEnvironment { ContentRootPath = folder });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

using Portal.Hosting.SignIn;

namespace Portal.Tests.Hosting.SignIn;

/// <summary>Where signing in may lead.</summary>
public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/agents?q=%2F%2Fevil.example")]
    [InlineData("/reviews/1#top")]
    public void A_path_of_the_portal_is_kept(string url) => Assert.Equal(url, LocalUrl.OrHome(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("agents")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("\\/evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData(" /agents")]
    public void Everything_else_leads_home(string? url) => Assert.Equal("/", LocalUrl.OrHome(url));

    [Fact]
    public void No_address_leads_to_another_host_however_a_browser_reads_it()
    {
        string[] beginnings = ["", "/", "//", "///", "\\", "\\\\", "/\\", "\\/", "/\t/", "/\n/", "/\r\n/", "/\0/", "/./", "/../", "/%2F", "/%5C", "/\u2215", "/\uFF0F", "http:", "https:", "https://", "HTTPS:///", "javascript:", "data:text/html,", "ftp://", " //", "\t//", "@", "/@"];
        string[] ends = ["evil.example", "evil.example/", "evil.example\\@localhost", "localhost@evil.example", "evil.example:443/agents", "evil.example?x=/agents", "evil.example#/agents", "[::1]", "/evil.example"];
        var portal = new Uri("https://governance.example.com");
        var tried = 0;
        foreach (var url in beginnings.SelectMany(b => ends.Select(e => b + e)))
        {
            // As the WHATWG's URL standard has it: tabs and line ends are dropped, a backslash is a slash.
            var read = string.Concat(LocalUrl.OrHome(url).Where(c => c is not ('\t' or '\r' or '\n'))).Trim('\0', ' ').Replace('\\', '/');
            Assert.StartsWith("/", read, StringComparison.Ordinal);
            Assert.False(read.StartsWith("//", StringComparison.Ordinal), url);
            Assert.Equal(portal.Host, new Uri(portal, read).Host);
            tried++;
        }
        Assert.InRange(tried, 200, int.MaxValue);
    }
}

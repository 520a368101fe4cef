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
}

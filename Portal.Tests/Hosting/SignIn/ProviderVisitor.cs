using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Portal.Tests.Support.Provider;

namespace Portal.Tests.Hosting.SignIn;

/// <summary>Signs in at the local provider as a browser does, redirect by redirect, and keeps its cookies.</summary>
internal sealed partial class ProviderVisitor : IDisposable
{
    private readonly HttpClient _browser;
    private readonly SocketsHttpHandler _handler = new() { CookieContainer = new CookieContainer() };

    /// <summary>Makes one.</summary>
    /// <param name="portal">The portal's address.</param>
    /// <param name="certificate">The provider's certificate, which no authority vouches for; null when it has none.</param>
    /// <param name="follows">Whether <see cref="Client"/> follows redirects.</param>
    public ProviderVisitor(Uri portal, X509Certificate2? certificate = null, bool follows = true)
    {
        if (certificate is not null)
        {
            var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.Add(certificate);
            _handler.SslOptions.CertificateChainPolicy = trust;
        }
        _browser = new HttpClient(_handler) { BaseAddress = portal };
        Client = follows ? _browser : new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = portal };
    }

    /// <summary>Its cookies.</summary>
    public CookieContainer Cookies => _handler.CookieContainer;

    /// <summary>What it asks with.</summary>
    public HttpClient Client { get; }

    /// <summary>Whether it has a session at the portal.</summary>
    public bool HasSession => _handler.CookieContainer.GetAllCookies().Any(c => c.Name is "governance" or "__Host-governance");

    /// <summary>Its cookies for the portal, to keep a copy of them.</summary>
    public string CookieHeader => _handler.CookieContainer.GetCookieHeader(Client.BaseAddress!);

    /// <summary>Goes the whole way from the portal to the provider and back.</summary>
    /// <param name="provider">Where to sign in.</param>
    /// <param name="name">What to type in.</param>
    /// <param name="query">What else to ask the portal's way in for.</param>
    /// <returns>The address that it ends at.</returns>
    public Task<Uri> SignInAsync(LocalProvider provider, string name, string query = "returnUrl=%2Fnot-found") =>
        EnterAsync(provider, name, $"/account/sign-in/{(provider.IsEntra ? "azuread" : "oidc")}?{query}");

    /// <summary>Opens an address, and signs in at the provider if it asks.</summary>
    /// <param name="provider">Where to sign in.</param>
    /// <param name="name">What to type in; null fails when the provider asks.</param>
    /// <param name="path">What to open at the portal.</param>
    /// <returns>The address that it ends at.</returns>
    public async Task<Uri> EnterAsync(LocalProvider provider, string? name, string path)
    {
        using var page = await _browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (Back().Match(html) is not { Success: true } back)
        {
            return await FollowAsync(page);
        }
        Assert.NotNull(name);
        using var form = new FormUrlEncodedContent([new("name", name), new("back", WebUtility.HtmlDecode(back.Groups["url"].Value))]);
        using var end = await _browser.PostAsync(new Uri(provider.Address, "login"), form, TestContext.Current.CancellationToken);
        return await FollowAsync(end);
    }

    /// <summary>Goes to the provider and signs in there, and stops before the address that it is sent back to. For one who does not follow.</summary>
    /// <param name="provider">Where to sign in; one without TLS.</param>
    /// <param name="name">What to type in.</param>
    /// <returns>The address with the provider's answer, which was not opened.</returns>
    public async Task<Uri> CatchAsync(LocalProvider provider, string name)
    {
        var at = new Uri(Client.BaseAddress!, "/account/sign-in/oidc?returnUrl=%2Fnot-found");
        while (!at.AbsolutePath.StartsWith("/account/callback/", StringComparison.Ordinal))
        {
            using var answer = await Client.GetAsync(at, TestContext.Current.CancellationToken);
            if (answer.Headers.Location is { } next)
            {
                at = new Uri(at, next);
                continue;
            }
            var back = Back().Match(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.True(back.Success, $"{at} neither leads on nor asks.");
            using var form = new FormUrlEncodedContent([new("name", name), new("back", WebUtility.HtmlDecode(back.Groups["url"].Value))]);
            using var asked = await Client.PostAsync(new Uri(provider.Address, "login"), form, TestContext.Current.CancellationToken);
            at = new Uri(provider.Address, asked.Headers.Location!);
        }
        return at;
    }

    // From TLS to a portal without it, which only tests have, HttpClient does not follow by itself.
    private async Task<Uri> FollowAsync(HttpResponseMessage response)
    {
        if (response.Headers.Location is not { } location)
        {
            return response.RequestMessage!.RequestUri!;
        }
        using var end = await _browser.GetAsync(location, TestContext.Current.CancellationToken);
        return end.RequestMessage!.RequestUri!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        _browser.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("name=\"back\" value=\"(?<url>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Back();
}

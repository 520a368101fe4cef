using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Tests.Support;
using Portal.Tests.Support.Provider;

namespace Portal.Tests.Hosting.SignIn;

/// <summary>
/// Signing in through Microsoft.Identity.Web at a provider that is shaped like Entra ID and speaks TLS. The portal is a process of its own,
/// since only a process can be told which certificates to trust.
/// </summary>
public sealed class EntraSignInTests : IAsyncLifetime
{
    private const string Oid = "aaaaaaaa-0000-4000-8000-000000000001";

    // More than Microsoft Graph takes at once.
    private static readonly string[] Groups = [.. Enumerable.Range(0, 25).Select(n => $"bbbbbbbb-0000-4000-8000-{n:D12}")];

    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Next()}");
    private readonly string _directory = Directory.CreateTempSubdirectory("governance-tests-entra-").FullName;
    private X509Certificate2 _certificate = null!;
    private LocalProvider _provider = null!;
    private PortalProcess _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _certificate = CreateCertificate();
        _provider = await LocalProvider.StartAsync(
            _certificate,
            new LocalAccount("noor", Oid, "noor@example.com", Roles: ["SecurityEngineer"]),
            new LocalAccount("lena", "aaaaaaaa-0000-4000-8000-000000000002", "lena@example.com", Groups: [Groups[3], Groups[24]], HasTooManyGroups: true),
            new LocalAccount("pretender", "aaaaaaaa-0000-4000-8000-000000000003", "lena@example.com", IsMailVerified: false, Roles: ["Administrator"]));
        var authority = Path.Combine(_directory, "authority.pem");
        await File.WriteAllTextAsync(authority, _certificate.ExportCertificatePem());
        var people = Path.Combine(_directory, "people.csv");
        await File.WriteAllTextAsync(people, $"email,name,directoryId\nnoor.haddad@example.com,Noor Haddad,{Oid}\nlena@example.com,Lena Fischer,\n");
        var imported = await PortalProcess.RunAsync(_directory, "people", "import", people);
        Assert.Equal((0, "2 read, 2 added, 0 changed."), (imported.ExitCode, imported.Output.Trim()));
        _portal = await PortalProcess.ServeAtAsync(
            _address,
            PortalProgram.Built with { Environment = "Production" },
            _directory,
            [new("SSL_CERT_FILE", authority)],
            [
                .. _provider.SettingsFor(_address),
                .. Groups.Select((group, n) => $"SignIn:RoleGroups:{(n == 24 ? "Auditor" : "Approver")}:{n}={group}"),
            ]);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
        _certificate.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_person_of_the_directory_comes_in_with_the_roles_of_the_application_and_nobody_else_does()
    {
        using var noor = new ProviderVisitor(_address, _certificate);
        using var pretender = new ProviderVisitor(_address, _certificate);
        using var forger = new ProviderVisitor(_address, _certificate);
        using var foreigner = new ProviderVisitor(_address, _certificate);

        Assert.Equal("/not-found", (await noor.SignInAsync(_provider, "noor")).AbsolutePath);
        Assert.Equal("?why=unknown", (await pretender.SignInAsync(_provider, "pretender")).Query);
        foreach (var kind in new[] { "no algorithm, no signature", "an algorithm, no signature", "another audience", "another nonce", "another issuer" })
        {
            _provider.Forge = token => ForgedToken.All[kind](_provider, token);
            Assert.Equal("?why=token", (await forger.SignInAsync(_provider, "noor")).Query);
        }
        // Issuer and signature are right, the tenant is not.
        _provider.Forge = token => ForgedToken.Changed(payload => payload["tid"] = Guid.Empty.ToString())(_provider, token);
        Assert.Equal("?why=token", (await foreigner.SignInAsync(_provider, "noor")).Query);

        Assert.True(noor.HasSession);
        Assert.False(pretender.HasSession || forger.HasSession || foreigner.HasSession);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(noor, "/api/v1/audit"));
    }

    [Fact]
    public async Task Groups_that_do_not_fit_into_the_token_are_asked_for_and_only_those_that_matter()
    {
        using var lena = new ProviderVisitor(_address, _certificate);

        Assert.Equal("/not-found", (await lena.SignInAsync(_provider, "lena")).AbsolutePath);

        Assert.Equal(Groups.Chunk(20).Select(some => some.Length), _provider.Asked.Select(ids => ids.Count));
        Assert.Equal(Groups.Order(StringComparer.Ordinal), _provider.Asked.SelectMany(ids => ids).Order(StringComparer.Ordinal));
        // The auditor's right, from the group in the second question.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(lena, "/api/v1/audit"));
    }

    private static async Task<HttpStatusCode> StatusAsync(ProviderVisitor visitor, string path)
    {
        using var response = await visitor.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Local provider", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}

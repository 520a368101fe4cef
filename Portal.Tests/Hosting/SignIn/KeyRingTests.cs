using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Storage;
using Portal.Hosting.SignIn.KeyRing;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.SignIn;

/// <summary>What makes cookies and forms lies in the database, sealed, and all portals on it share it.</summary>
public sealed class KeyRingTests : IDisposable
{
    private const int Sessions = 50;
    private readonly string _directory = DemoTemplate.NewDirectory();

    private string KeyFile => Path.Combine(_directory, "session.key");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory, OnEachEngine]
    public async Task Sessions_outlive_their_portal_and_are_known_to_another_and_no_key_lies_in_clear(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        List<string> sessions;
        await using (var first = await PrepareAsync(database))
        {
            sessions = [.. Enumerable.Range(0, Sessions).Select(i => Protector(first).Protect($"session {i}"))];
        }

        await using var again = await PrepareAsync(database);
        await using var beside = await PrepareAsync(database);

        foreach (var portal in new[] { again, beside })
        {
            Assert.Equal(Enumerable.Range(0, Sessions).Select(i => $"session {i}"), sessions.Select(Protector(portal).Unprotect));
        }
        await using var db = await again.Services.GetRequiredService<IDbContextFactory<GovernanceDb>>().CreateDbContextAsync(Token);
        var stored = Assert.Single(await db.DataProtectionKeys.ToListAsync(Token)).Xml!;
        Assert.Contains("<sealedKey by=", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", stored, StringComparison.Ordinal);
        Assert.DoesNotContain((await File.ReadAllTextAsync(KeyFile, Token)).Trim(), stored, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0")]
    [InlineData("10.0.6+59f1e2a")]
    [InlineData("10.0.5-servicing.1")]
    public void A_framework_that_takes_forged_cookies_is_refused(string version) =>
        Assert.Contains("CVE-2026-40372", Assert.Throws<InvalidOperationException>(() => ProtectionFloor.Check(version)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("unofficial")]
    public void A_framework_that_does_not_say_its_version_is_refused(string? version) =>
        Assert.Contains("10.0.7", Assert.Throws<InvalidOperationException>(() => ProtectionFloor.Check(version)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("10.0.7")]
    [InlineData("10.0.12+commit")]
    [InlineData("11.0.0-rc.1.24")]
    public void A_patched_framework_is_taken(string version) => ProtectionFloor.Check(version);

    [Fact]
    public void The_framework_that_tests_run_on_says_its_version() => ProtectionFloor.Check(ProtectionFloor.Loaded);

    [Fact]
    public async Task A_portal_with_another_key_does_not_start()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using (var first = await PrepareAsync(database))
        {
            Protector(first).Protect("session");
        }
        File.Delete(KeyFile);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => PrepareAsync(database));

        Assert.Contains($"at {KeyFile} lies", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("all portals on one database use the same", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_may_come_from_an_external_secret_and_then_lies_in_no_file()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        var key = $"SignIn:Key={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";
        string session;
        await using (var first = await PrepareAsync(database, key))
        {
            session = Protector(first).Protect("session");
        }

        await using var again = await PrepareAsync(database, key);

        Assert.Equal("session", Protector(again).Unprotect(session));
        Assert.False(File.Exists(KeyFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("no base64 at all, but long enough to be a key")]
    public async Task What_is_no_key_is_refused_with_what_to_do(string content)
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        SecretFile.Create(KeyFile, content);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => PrepareAsync(database));

        Assert.Contains(KeyFile, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        SecretFile.Create(KeyFile, Convert.ToBase64String(new byte[32]));
        File.SetUnixFileMode(KeyFile, File.GetUnixFileMode(KeyFile) | UnixFileMode.OtherRead);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => PrepareAsync(database));

        Assert.Contains("chmod 600", refusal.Message, StringComparison.Ordinal);
    }

    private static IDataProtector Protector(WebApplication portal) => portal.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("a session");

    private Task<WebApplication> PrepareAsync(TestDatabase database, params IReadOnlyList<string> settings) =>
        PortalServer.PrepareAsync(database, _directory, isDemo: false, settings);
}

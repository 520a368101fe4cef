using Microsoft.Extensions.Configuration;
using Portal.Data.Access;
using Portal.Hosting.CommandLine;
using Portal.Hosting.SignIn;

namespace Portal.Tests.Hosting.SignIn;

public sealed class SignInSettingsTests
{
    private const string Tenant = "99999999-8888-7777-6666-555555555555";

    [Theory]
    [InlineData("AzureAd:TenantId", "common", "AzureAd:ClientId", "portal")]
    [InlineData("AzureAd:TenantId", "contoso.onmicrosoft.com", "AzureAd:ClientId", "portal")]
    [InlineData("AzureAd:TenantId", null, "AzureAd:ClientId", "portal")]
    [InlineData("AzureAd:ClientId", null, "AzureAd:TenantId", Tenant)]
    [InlineData("Oidc:Authority", "http://id.example.com", "Oidc:ClientId", "portal")]
    [InlineData("Oidc:Authority", "id.example.com", "Oidc:ClientId", "portal")]
    [InlineData("Oidc:Authority", null, "Oidc:ClientId", "portal")]
    [InlineData("Oidc:ClientId", null, "Oidc:Authority", "https://id.example.com")]
    [InlineData("SignIn:SessionHours", "48", "Oidc:ClientId", null)]
    [InlineData("SignIn:IdleMinutes", "0", "Oidc:ClientId", null)]
    [InlineData("SignIn:RevalidateSeconds", "61", "Oidc:ClientId", null)]
    public void A_wrong_setting_is_named_with_its_value_and_an_example(string key, string? value, string other, string? otherValue)
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => Read((key, value), (other, otherValue)));

        Assert.Contains($"{key} is '{value}'", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("for example", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_pages_ask_at_least_once_a_minute_unless_they_ask_more_often()
    {
        Assert.InRange(Read().RevalidateEvery, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal(TimeSpan.FromSeconds(60), Read(("SignIn:RevalidateSeconds", "60")).RevalidateEvery);
    }

    [Theory]
    [InlineData("Owner")]
    [InlineData("Manager")]
    [InlineData("Emperor")]
    [InlineData("0")]
    public void A_group_gives_no_role_that_does_not_exist_or_follows_from_something_else(string role)
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => Read(($"SignIn:RoleGroups:{role}", "a group")));

        Assert.Contains(role, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_has_one_group_or_several()
    {
        var groups = Read(("SignIn:RoleGroups:Approver", "one"), ("SignIn:RoleGroups:Auditor:0", "one"), ("SignIn:RoleGroups:Auditor:1", "two")).RoleGroups;

        Assert.Equal([Role.Approver, Role.Auditor], groups.Of([], ["ONE"]));
        Assert.Equal([Role.Auditor], groups.Of([], ["two", "three"]));
        Assert.Empty(groups.Of(["Owner", "Manager", "1"], []));
    }

    [Fact]
    public async Task In_production_the_portal_does_not_start_without_a_provider_and_says_what_to_set()
    {
        var folder = Directory.CreateTempSubdirectory("governance-settings-").FullName;

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServeVerb.PrepareAsync(
            ["--applicationName=Portal", "--environment=Production", $"--Data:Directory={folder}", "--Demo:Enabled=false"]));

        Assert.Contains("AzureAd__TenantId", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Oidc__Authority", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder, "*.db"));
        Directory.Delete(folder, recursive: true);
    }

    private static SignInSettings Read(params (string Key, string? Value)[] settings) => SignInSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal)).Build());
}

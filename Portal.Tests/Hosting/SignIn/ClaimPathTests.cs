using System.Security.Claims;
using Portal.Hosting.SignIn;

namespace Portal.Tests.Hosting.SignIn;

/// <summary>Where providers put roles and groups.</summary>
public sealed class ClaimPathTests
{
    [Theory]
    [InlineData("roles", "roles", "Approver", "Approver")]
    [InlineData("realm_access", "realm_access.roles", """{"roles":["Approver","Auditor"],"other":1}""", "Approver Auditor")]
    [InlineData("https://example.com/roles", "https://example.com/roles", "Approver", "Approver")]
    [InlineData("roles", "roles", """["Approver","Auditor"]""", "Approver Auditor")]
    [InlineData("roles", "roles", "[a group", "[a group")]
    [InlineData("realm_access", "realm_access.roles", """{"roles":{"Approver":true}}""", "")]
    [InlineData("realm_access", "realm_access.roles", "not json", "")]
    [InlineData("realm_access", "realm_access.roles", """{"roles":""", "")]
    public void Values_are_found_whatever_form_they_have(string claim, string path, string value, string expected) =>
        Assert.Equal(expected, string.Join(' ', ClaimPath.Read([new Claim(claim, value)], path)));
}

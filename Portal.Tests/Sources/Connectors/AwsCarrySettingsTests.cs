using Microsoft.Extensions.Configuration;
using Portal.Data.Access;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Hosting.Outbound;
using Portal.Sources.Connectors;
using Portal.Tests.Support;

namespace Portal.Tests.Sources.Connectors;

/// <summary>What turns carrying out on, and who may.</summary>
public sealed class AwsCarrySettingsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("carryOut", "yes")]
    [InlineData("carryRole", "governance")]
    [InlineData("carryRoleExternalId", "alone")]
    [InlineData("carryRegion", "!")]
    [InlineData("carryEndpoint", "https://evil.example")]
    [InlineData("carryEndpoint", "http://169.254.169.254/")]
    [InlineData("carryEndpoint", "http://127.0.0.1:4566/")]
    [InlineData("carryEndpoint", "https://user:secret@iam.amazonaws.com/")]
    public void What_makes_no_sense_is_named(string name, string value)
    {
        Assert.Null(AwsCarrySettings.Read(new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value }, Guard(), out var errors));

        Assert.Contains(name, errors.Keys);
    }

    [Theory]
    [InlineData(null, "https://iam.amazonaws.com/", "us-east-1")]
    [InlineData("arn:aws-cn:iam::111122223333:role/r", "https://iam.cn-north-1.amazonaws.com.cn/", "cn-north-1")]
    [InlineData("arn:aws-us-gov:iam::111122223333:role/r", "https://iam.us-gov.amazonaws.com/", "us-gov-west-1")]
    public void The_partition_says_where_IAM_is(string? role, string address, string region)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        if (role is not null)
        {
            settings["carryRole"] = role;
        }

        var read = AwsCarrySettings.Read(settings, Guard(), out _)!;

        Assert.Equal((address, region), (read.AddressOf("iam").AbsoluteUri, read.SigningRegion));
    }

    [Theory, OnEachEngine]
    public async Task Who_may_send_exports_does_not_turn_it_on(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var program = await portal.AsTokenAsync(TokenScope.Ingest);
        Dictionary<string, string> on = new(StringComparer.Ordinal) { ["carryOut"] = "on" };
        var made = await portal.Get<CreateSource>().RunAsync("Plain", Platform.Aws, new Dictionary<string, string>(StringComparer.Ordinal), program, Token);

        await Assert.ThrowsAsync<AccessDeniedException>(() => portal.Get<UpdateSource>().RunAsync(made.Source!.Value, name: null, on, program, Token));
        await Assert.ThrowsAsync<AccessDeniedException>(() => portal.Get<CreateSource>().RunAsync("On", Platform.Aws, on, program, Token));

        var engineer = await portal.AsAsync(Role.SecurityEngineer);
        Assert.Equal(SourceSaved.Saved, await portal.Get<UpdateSource>().RunAsync(made.Source!.Value, name: null, on, engineer, Token));
        await Assert.ThrowsAsync<AccessDeniedException>(() => portal.Get<UpdateSource>().RunAsync(made.Source!.Value, name: null, new Dictionary<string, string>(StringComparer.Ordinal), program, Token));
        Assert.Equal(SourceSaved.Saved, await portal.Get<UpdateSource>().RunAsync(made.Source!.Value, "Renamed", settings: null, program, Token));
    }

    private static OutboundGuard Guard() => OutboundGuard.Create(OutboundSettings.From(new ConfigurationBuilder().Build()));
}

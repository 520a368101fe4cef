using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>Whom policies on resources let in from outside.</summary>
public sealed class OutsideTests
{
    private const string Bucket = "arn:aws:s3:::shared";
    private readonly AwsPermissionEngine _engine = new();

    [Fact]
    public void Everyone_without_a_condition_is_public()
    {
        var grant = Assert.Single(Outsiders(Allow("s3:GetObject", $"{Bucket}/*", "'Principal':'*'")));

        Assert.Equal((OutsideKind.Public, "*", AccessLevel.Read), (grant.Kind, grant.Principal, grant.Access));
        Assert.Equal("/Statement/0", grant.Place.Path);
    }

    [Fact]
    public void Everyone_of_an_organization_is_not_public()
    {
        var grant = Assert.Single(Outsiders(Allow("s3:GetObject", $"{Bucket}/*", "'Principal':{'AWS':'*'},'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-1'}}")));

        Assert.Equal(OutsideKind.Narrowed, grant.Kind);
        Assert.Equal("its organization is o-1", Assert.Single(grant.Conditions).Words);
    }

    [Fact]
    public void Other_accounts_providers_and_services_are_told_apart_and_the_own_account_is_none()
    {
        var grants = Outsiders(Allow("s3:*", $"{Bucket}/*", "'Principal':{'AWS':['222222222222','arn:aws:iam::333333333333:role/x','arn:aws:iam::111111111111:root','AIDAGONE'],'Service':'lambda.amazonaws.com','Federated':'accounts.google.com'}"));

        Assert.Equal(
            [(OutsideKind.OtherAccount, "222222222222"), (OutsideKind.OtherAccount, "333333333333"), (OutsideKind.Federated, null), (OutsideKind.Service, null)],
            grants.Select(grant => (grant.Kind, grant.Container)));
    }

    [Fact]
    public void A_deny_lets_nobody_in()
    {
        Assert.Empty(Outsiders(Deny("s3:*", Bucket, "'Principal':'*'")));
    }

    private IReadOnlyList<OutsideGrant> Outsiders(string statement) => _engine.Outsiders(new HeldResourcePolicy(Bucket, Account, Text(Document(statement))));
}

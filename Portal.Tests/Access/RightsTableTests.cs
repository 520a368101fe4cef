using Portal.Data.Access;

namespace Portal.Tests.Access;

public sealed class RightsTableTests
{
    [Theory]
    [InlineData(Right.ManageInventory)]
    [InlineData(Right.ManageSources)]
    [InlineData(Right.Ingest)]
    [InlineData(Right.ManageCampaigns)]
    [InlineData(Right.ManagePeople)]
    [InlineData(Right.ManageTokens)]
    [InlineData(Right.UseDemo)]
    [InlineData(Right.Review)]
    [InlineData(Right.AnswerForAgents)]
    public void An_auditor_changes_nothing(Right right) => Assert.DoesNotContain(right, RightsTable.Of(Role.Auditor));

    [Fact]
    public void Every_role_and_scope_has_a_row()
    {
        Assert.All(Enum.GetValues<Role>(), role => Assert.NotEmpty(RightsTable.Of(role)));
        Assert.All(Enum.GetValues<TokenScope>(), scope => Assert.NotNull(RightsTable.Of(scope)));
    }

    [Fact]
    public void A_token_for_ingest_reads_no_inventory_and_makes_no_token()
    {
        Assert.DoesNotContain(Right.ReadInventory, RightsTable.Of(TokenScope.Ingest));
        Assert.DoesNotContain(Right.ManageTokens, RightsTable.Of(TokenScope.Ingest));
    }

    [Fact]
    public void A_caller_without_the_right_is_told_which_one_is_missing()
    {
        var owner = new Caller { Kind = CallerKind.Person, Id = PersonId.New().Value.ToString(), Name = "Owner", Roles = [Role.Owner] };

        var denied = Assert.Throws<AccessDeniedException>(() => owner.Require(Right.ManageSources));

        Assert.Contains("ManageSources", denied.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_caller_survives_the_way_through_claims()
    {
        var caller = new Caller { Kind = CallerKind.Person, Id = PersonId.New().Value.ToString(), Name = "Zoë ", Roles = [Role.Auditor, Role.Owner] };

        var read = Caller.From(caller.ToPrincipal("test"));

        Assert.Equal((caller.Kind, caller.Id, caller.Name), (read.Kind, read.Id, read.Name));
        Assert.Equal(caller.Roles, read.Roles);
    }
}

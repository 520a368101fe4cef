using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Snapshots;
using Portal.Tests.Support;

namespace Portal.Tests.Platforms.Aws.Snapshots;

/// <summary>What the reader makes of organizations and resource policies.</summary>
public sealed class OrganizationExportTests
{
    private readonly AwsSnapshotReader _reader = new();

    [Fact]
    public async Task The_tree_is_put_together_from_paths_and_parents()
    {
        var items = await _reader.ReadAllAsync(ExportFiles.Fixture("organization.json"));

        Assert.Equal(
            [
                new SnapshotItem.Scope("r-ab12", null, "Root", ScopeKind.Root, IsManagement: false),
                new SnapshotItem.Scope("ou-ab12-11111111", "r-ab12", "Workloads", ScopeKind.Unit, IsManagement: false),
                new SnapshotItem.Scope("111122223333", "r-ab12", "management", ScopeKind.Container, IsManagement: true),
                new SnapshotItem.Scope("444455556666", "ou-ab12-11111111", "production", ScopeKind.Container, IsManagement: false),
            ],
            items.OfType<SnapshotItem.Scope>());
    }

    [Fact]
    public async Task Only_policies_of_a_type_that_is_in_force_are_limits()
    {
        var items = await _reader.ReadAllAsync(ExportFiles.Fixture("organization.json"));

        Assert.Equal(
            [("r-ab12", "FullAWSAccess"), ("ou-ab12-11111111", "no-deletes")],
            items.OfType<SnapshotItem.Limit>().Select(limit => (limit.Target, limit.Name)));
        Assert.All(items.OfType<SnapshotItem.Limit>(), limit => Assert.Equal(LimitKind.ServiceControlPolicy, limit.Kind));
        Assert.All(items.OfType<SnapshotItem.Limit>(), limit => Assert.NotNull(limit.DocumentHash));
        Assert.Contains(new SnapshotItem.Coverage("organization", SnapshotPart.Organization, IsComplete: true), items);
    }

    [Fact]
    public async Task Resource_policies_keep_their_owner_and_say_where_the_list_is_complete()
    {
        var items = await _reader.ReadAllAsync(ExportFiles.Fixture("organization.json"));

        var policy = items.OfType<SnapshotItem.ResourcePolicy>().Single();
        Assert.Equal(("arn:aws:s3:::ledger", "444455556666"), (policy.Resource, policy.Container));
        Assert.Contains(new SnapshotItem.Coverage("444455556666", SnapshotPart.ResourcePolicies, IsComplete: true), items);
    }

    [Fact]
    public async Task Outputs_of_the_command_line_can_come_as_files_of_their_own()
    {
        var items = await _reader.ReadAllAsync(
            ExportFiles.Of("organization.json", """{"Organization":{"Id":"o-1","MasterAccountId":"111122223333"}}"""),
            ExportFiles.Of("roots.json", """{"Roots":[{"Id":"r-1","Name":"Root","PolicyTypes":[{"Type":"SERVICE_CONTROL_POLICY","Status":"ENABLED"}]}]}"""),
            ExportFiles.Of("accounts.json", """{"Accounts":[{"Id":"444455556666","Name":"prod"}],"ParentId":"r-1"}"""),
            ExportFiles.Of("policy.json", """{"Policy":{"PolicySummary":{"Id":"p-1","Name":"guard","Type":"SERVICE_CONTROL_POLICY"},"Content":"{\"Version\":\"2012-10-17\",\"Statement\":[]}"}}"""),
            ExportFiles.Of("targets.json", """{"Targets":[{"TargetId":"444455556666","Type":"ACCOUNT"}],"PolicyId":"p-1"}"""));

        var limit = items.OfType<SnapshotItem.Limit>().Single();
        Assert.Equal(("444455556666", "guard"), (limit.Target, limit.Name));
        Assert.True(items.OfType<SnapshotItem.Coverage>().Single().IsComplete);
    }

    [Fact]
    public async Task An_account_whose_place_is_unknown_has_unknown_limits_and_not_none()
    {
        var items = await _reader.ReadAllAsync(
            ExportFiles.Of("a.json", """{"Roots":[{"Id":"r-1","Name":"Root"}],"Accounts":[{"Id":"444455556666","Name":"prod"}]}"""));

        var limit = items.OfType<SnapshotItem.Limit>().First(limit => limit.Kind is LimitKind.ServiceControlPolicy);
        Assert.Equal("444455556666", limit.Target);
        Assert.Null(limit.DocumentHash);
        Assert.False(items.OfType<SnapshotItem.Coverage>().Single().IsComplete);
    }

    [Fact]
    public async Task Policies_in_force_without_their_targets_are_unknown_limits()
    {
        var items = await _reader.ReadAllAsync(
            ExportFiles.Of("a.json", """{"Roots":[{"Id":"r-1","PolicyTypes":[{"Type":"SERVICE_CONTROL_POLICY","Status":"ENABLED"}]}]}"""));

        Assert.Equal(("r-1", (string?)null), items.OfType<SnapshotItem.Limit>().Select(limit => (limit.Target, limit.DocumentHash)).Single());
        Assert.False(items.OfType<SnapshotItem.Coverage>().Single().IsComplete);
    }

    [Theory]
    [InlineData("""{"Targets":[{"TargetId":"r-1"}]}""", "PolicyId")]
    [InlineData("""{"Parents":[{"Id":"r-1","Type":"ROOT"}]}""", "ChildId")]
    [InlineData("""{"ResourcePolicies":[{"ResourceArn":"arn:aws:s3:::b","Policy":"{}"}]}""", "AccountId")]
    public async Task An_answer_without_its_question_is_refused_with_what_to_add(string text, string missing)
    {
        var refusal = await Assert.ThrowsAsync<SnapshotFormatException>(() => _reader.ReadAllAsync(ExportFiles.Of("a.json", text)));

        Assert.Contains(missing, refusal.Cause, StringComparison.Ordinal);
        Assert.Equal("a.json", refusal.File);
    }
}

using System.Text;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Aws.Snapshots;
using Portal.Tests.Support;

namespace Portal.Tests.Platforms.Aws.Snapshots;

/// <summary>What the reader makes of sound exports.</summary>
public sealed class AwsSnapshotReaderTests
{
    private readonly AwsSnapshotReader _reader = new();

    [Fact]
    public async Task An_export_yields_each_role_and_user_with_what_it_was_given()
    {
        var items = await _reader.ReadAllAsync(ExportFiles.Fixture("account.json"));

        var principals = items.OfType<SnapshotItem.Principal>().ToList();
        Assert.Equal(
            ["BedrockAPIKey-q7zk", "mara.okafor", "AmazonBedrockExecutionRoleForAgents_7F3K", "nightly-backup"],
            principals.Select(principal => principal.Name));
        var agent = principals[2];
        Assert.Equal("arn:aws:iam::111122223333:role/service-role/AmazonBedrockExecutionRoleForAgents_7F3K", agent.NativeId);
        Assert.Equal(IdentityKind.Role, agent.Kind);
        Assert.Equal("111122223333", agent.Container);
        Assert.Equal(new DateTimeOffset(2026, 1, 20, 14, 2, 11, TimeSpan.Zero), agent.CreatedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 23, 59, 7, TimeSpan.Zero), agent.LastUsedAt);
        Assert.Equal("Zoë Müller-Đặng", agent.Tags["owner"]);
        Assert.Equal("safe\u202egnp.exe", agent.Tags["note"]);
        Assert.Equal(
            [(EntitlementKind.ManagedPolicy, "arn:aws:iam::111122223333:policy/team/deploy"), (EntitlementKind.InlinePolicy, "invoke")],
            agent.Entitlements.Select(grant => (grant.Kind, grant.Key)));
        Assert.Null(principals[3].LastUsedAt);
        Assert.Empty(principals[3].Entitlements);
    }

    [Fact]
    public async Task Only_the_version_in_force_of_a_policy_counts()
    {
        var items = await _reader.ReadAllAsync(ExportFiles.Fixture("account.json"));

        var deploy = items.OfType<SnapshotItem.Principal>().Single(p => p.Kind is IdentityKind.Role && p.Entitlements.Count > 0).Entitlements[0];
        var text = items.OfType<SnapshotItem.Document>().Single(document => document.Hash == deploy.Documents.Single().Hash).Text;
        Assert.Contains("cloudformation:*", text, StringComparison.Ordinal);
        Assert.DoesNotContain(items.OfType<SnapshotItem.Document>(), document => document.Text.Contains("\"Action\":\"*\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Membership_in_a_group_brings_all_that_the_group_holds()
    {
        var items = await _reader.ReadAllAsync(ExportFiles.Fixture("account.json"));

        var membership = items.OfType<SnapshotItem.Principal>().Single(p => p.Name == "mara.okafor")
            .Entitlements.Single(grant => grant.Kind is EntitlementKind.GroupMembership);
        Assert.Equal("engineers", membership.Key);
        Assert.Equal(["read-logs", "deploy"], membership.Documents.Select(document => document.Name));
        Assert.All(membership.Documents, document => Assert.NotNull(document.Hash));
    }

    [Fact]
    public async Task Documents_come_before_what_refers_to_them_and_each_only_once()
    {
        var items = await _reader.ReadAllAsync(ExportFiles.Fixture("account.json"), ExportFiles.Fixture("organization.json"));

        HashSet<string> seen = [];
        foreach (var item in items)
        {
            var referred = item switch
            {
                SnapshotItem.Document document => Added(document),
                SnapshotItem.Principal principal => principal.Entitlements.SelectMany(grant => grant.Documents).Select(document => document.Hash),
                SnapshotItem.Limit limit => [limit.DocumentHash],
                SnapshotItem.ResourcePolicy policy => [policy.DocumentHash],
                _ => [],
            };
            Assert.All(referred.OfType<string>(), hash => Assert.Contains(hash, seen));
        }

        IEnumerable<string> Added(SnapshotItem.Document document)
        {
            Assert.True(seen.Add(document.Hash), "a document came twice");
            Assert.Equal(PolicyNormalizer.Hash(document.Text), document.Hash);
            return [];
        }
    }

    [Fact]
    public async Task A_boundary_is_a_limit_and_a_trust_policy_is_a_policy_on_the_role()
    {
        var items = await _reader.ReadAllAsync(ExportFiles.Fixture("account.json"));

        const string Role = "arn:aws:iam::111122223333:role/service-role/AmazonBedrockExecutionRoleForAgents_7F3K";
        var limit = items.OfType<SnapshotItem.Limit>().Single();
        Assert.Equal((LimitKind.Boundary, Role, "agents-boundary"), (limit.Kind, limit.Target, limit.Name));
        Assert.NotNull(limit.DocumentHash);
        var trust = items.OfType<SnapshotItem.ResourcePolicy>().Single(policy => policy.Resource == Role);
        Assert.Equal("111122223333", trust.Container);
    }

    [Fact]
    public async Task Pages_join_and_encoded_documents_are_the_same_as_objects()
    {
        var items = await _reader.ReadAllAsync(ExportFiles.Fixture("page-1.json"), ExportFiles.Fixture("page-2.json"));

        var role = items.OfType<SnapshotItem.Principal>().Single();
        Assert.Equal("arn:aws-cn:iam::444455556666:role/CostTools-Operator", role.NativeId);
        var plain = PolicyNormalizer.Normalize("""{ "Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "ec2:Stop*", "Resource": "*"} }""");
        Assert.Equal(plain.Hash, role.Entitlements.Single().Documents.Single().Hash);
        Assert.Equal([new SnapshotItem.Coverage("444455556666", SnapshotPart.Principals, IsComplete: true)], items.OfType<SnapshotItem.Coverage>());
        Assert.Empty(items.OfType<SnapshotItem.Warning>());
    }

    [Theory]
    [InlineData("page-1.json")]
    [InlineData("page-1.json", "page-1.json")]
    public async Task Without_the_last_page_the_account_is_not_covered(params string[] names)
    {
        var items = await _reader.ReadAllAsync([.. names.Select(ExportFiles.Fixture)]);

        Assert.False(items.OfType<SnapshotItem.Coverage>().Single().IsComplete);
        Assert.Contains(items.OfType<SnapshotItem.Warning>(), warning => warning.Problem.Contains("last page", StringComparison.Ordinal));
        Assert.Single(items.OfType<SnapshotItem.Principal>());
    }

    [Fact]
    public async Task A_reference_to_a_policy_that_is_not_there_leaves_the_account_uncovered()
    {
        var withoutPolicies = ExportFiles.Text("page-1.json").Replace("\"IsTruncated\": true", "\"IsTruncated\": false", StringComparison.Ordinal);

        var items = await _reader.ReadAllAsync(ExportFiles.Of("filtered.json", withoutPolicies));

        Assert.False(items.OfType<SnapshotItem.Coverage>().Single().IsComplete);
        Assert.Null(items.OfType<SnapshotItem.Principal>().Single().Entitlements.Single().Documents.Single().Hash);
        Assert.Contains(items.OfType<SnapshotItem.Warning>(), warning => warning.Problem.Contains("--filter", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_way_of_putting_pages_together_reads_the_same()
    {
        var first = ExportFiles.Text("page-1.json");
        var second = ExportFiles.Text("page-2.json");
        var expected = await _reader.ReadAllAsync(ExportFiles.Of("1", first), ExportFiles.Of("2", second));

        string[] forms = [$"{first}\n{second}", $"[{first},{second}]", $"[[{first}],{second}]", $"{{\"AccountAuthorizationDetails\":[{first},{second}]}}"];
        foreach (var form in forms)
        {
            var items = await _reader.ReadAllAsync(ExportFiles.Of("all.json", form));

            Assert.Equivalent(expected, items, strict: true);
        }
    }

    [Fact]
    public async Task Text_as_Windows_PowerShell_saves_it_reads_the_same()
    {
        var text = ExportFiles.Text("account.json");
        var expected = await _reader.ReadAllAsync(ExportFiles.Of("a", text));

        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
        {
            var items = await _reader.ReadAllAsync(ExportFiles.Of("a", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]));

            Assert.Equivalent(expected, items, strict: true);
        }
    }

    [Fact]
    public async Task A_stream_that_gives_one_byte_at_a_time_reads_the_same()
    {
        var text = Encoding.UTF8.GetBytes(ExportFiles.Text("account.json"));
        var expected = await _reader.ReadAllAsync(ExportFiles.Of("a", text));

        var items = await _reader.ReadAllAsync(new SnapshotFile("a", () => new DripStream(text), text.Length));

        Assert.Equivalent(expected, items, strict: true);
    }

    [Fact]
    public async Task Elements_larger_than_the_buffer_are_read()
    {
        var inline = string.Join(",", Enumerable.Range(0, 4_000).Select(i =>
            $$"""{"PolicyName":"p{{i}}","PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b{{i}}/*"}] } }"""));
        var export = $$"""{"RoleDetailList":[{"Arn":"arn:aws:iam::111122223333:role/big","RoleName":"big","RolePolicyList":[{{inline}}]},{"Arn":"arn:aws:iam::111122223333:role/next","RoleName":"next"}]}""";

        var items = await _reader.ReadAllAsync(ExportFiles.Of("big.json", export));

        Assert.Equal([4_000, 0], items.OfType<SnapshotItem.Principal>().Select(principal => principal.Entitlements.Count));
        Assert.Equal(4_000, items.OfType<SnapshotItem.Document>().Count());
    }

    [Fact]
    public async Task The_same_principal_twice_counts_once_and_is_said()
    {
        var file = ExportFiles.Fixture("account.json");

        var items = await _reader.ReadAllAsync(file, file with { Name = "copy.json" });

        Assert.Equal(4, items.OfType<SnapshotItem.Principal>().Count());
        Assert.Contains(items.OfType<SnapshotItem.Warning>(), warning => warning.File == "copy.json" && warning.Problem.Contains("twice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_malformed_policy_is_kept_with_its_problem_and_the_rest_is_read()
    {
        var items = await _reader.ReadAllAsync(ExportFiles.Fixture("malformed-policy.json"));

        var role = items.OfType<SnapshotItem.Principal>().Single();
        var inline = role.Entitlements.Single(grant => grant.Kind is EntitlementKind.InlinePolicy);
        var document = items.OfType<SnapshotItem.Document>().Single(d => d.Hash == inline.Documents.Single().Hash);
        Assert.NotNull(document.Problem);
        Assert.Contains(items.OfType<SnapshotItem.Warning>(), warning =>
            warning is { File: "malformed-policy.json", Place: "RoleDetailList[0], inline policy cut-off" });
    }

    [Fact]
    public async Task A_boundary_that_is_not_in_the_export_is_unknown_and_not_absent()
    {
        var items = await _reader.ReadAllAsync(ExportFiles.Fixture("malformed-policy.json"));

        var boundary = items.OfType<SnapshotItem.Limit>().Single();
        Assert.Equal("gone", boundary.Name);
        Assert.Null(boundary.DocumentHash);
    }

    [Theory]
    [InlineData("aws")]
    [InlineData("aws-us-gov")]
    public async Task What_AWS_manages_comes_from_the_catalogue_when_the_export_leaves_it_out(string partition)
    {
        var export = """{"RoleDetailList":[{"Arn":"arn:aws:iam::111122223333:role/r","RoleName":"r","AttachedManagedPolicies":[{"PolicyName":"AdministratorAccess","PolicyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}]}]}"""
            .Replace("arn:aws:", $"arn:{partition}:", StringComparison.Ordinal);

        var items = await _reader.ReadAllAsync(ExportFiles.Of("a.json", export));

        var hash = items.OfType<SnapshotItem.Principal>().Single().Entitlements.Single().Documents.Single().Hash;
        Assert.Contains("\"*\"", items.OfType<SnapshotItem.Document>().Single(document => document.Hash == hash).Text, StringComparison.Ordinal);
        Assert.True(items.OfType<SnapshotItem.Coverage>().Single().IsComplete);
    }

    private sealed class DripStream(byte[] content) : MemoryStream(content, writable: false)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}

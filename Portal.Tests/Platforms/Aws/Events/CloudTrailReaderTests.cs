using System.Text.Json.Nodes;
using Portal.Data.Platforms;

namespace Portal.Tests.Platforms.Aws.Events;

/// <summary>What the reader makes of CloudTrail records, one at a time.</summary>
public sealed class CloudTrailReaderTests
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    [Theory]
    [InlineData("AttachRolePolicy", "policyArn", ChangeKind.PermissionGained, "after")]
    [InlineData("DetachRolePolicy", "policyArn", ChangeKind.PermissionLost, "before")]
    [InlineData("DeleteRolePolicy", "policyName", ChangeKind.PermissionLost, "before")]
    [InlineData("PutRolePermissionsBoundary", "permissionsBoundary", ChangeKind.LimitAdded, "after")]
    [InlineData("DeleteRolePermissionsBoundary", "x", ChangeKind.LimitRemoved, "none")]
    [InlineData("DeleteRole", "x", ChangeKind.IdentityDeleted, "none")]
    public void A_change_of_a_role_names_the_role_and_what_changed(string name, string member, ChangeKind kind, string where)
    {
        var read = TrailEvents.Record("iam.amazonaws.com", name, $$"""{"roleName":"agent-x","{{member}}":"value"}""").Accepted();

        Assert.Equal((kind, "iam", "111122223333"), (read.Kind, read.Service, read.Container));
        Assert.Equal([new EventSubject(IdentityKind.Role, "111122223333", "agent-x", NativeId: null)], read.Subjects);
        Assert.Equal(where is "after" ? "value" : null, read.After);
        Assert.Equal(where is "before" ? "value" : null, read.Before);
        Assert.False(read.OnlyOfAgents);
    }

    [Fact]
    public void A_policy_document_is_decoded()
    {
        var read = TrailEvents.Record("iam.amazonaws.com", "PutRolePolicy", $$"""{"roleName":"r","policyName":"p","policyDocument":"{{Uri.EscapeDataString(Policy)}}"}""").Accepted();

        Assert.Equal(Policy, read.After);
        Assert.Equal(ChangeKind.PermissionChanged, read.Kind);
    }

    [Fact]
    public void A_caller_that_changes_itself_is_known_with_its_path()
    {
        var read = TrailEvents.Record("iam.amazonaws.com", "AttachRolePolicy", """{"roleName":"CostTools-Operator","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}""").Accepted();

        Assert.Equal(TrailEvents.OperatorRole, read.Subjects.Single().NativeId);
    }

    [Fact]
    public void A_new_role_is_known_by_the_answer_or_by_its_path()
    {
        var request = """{"roleName":"new","path":"/agents/","assumeRolePolicyDocument":"{}"}""";

        var refused = TrailEvents.Record("iam.amazonaws.com", "CreateRole", request).Accepted();
        var made = TrailEvents.Record("iam.amazonaws.com", "CreateRole", request)
            .With("responseElements", JsonNode.Parse("""{"role":{"arn":"arn:aws:iam::111122223333:role/from-answer/new","roleName":"new"}}""")).Accepted();

        Assert.Equal("arn:aws:iam::111122223333:role/agents/new", refused.Subjects.Single().NativeId);
        Assert.Equal("arn:aws:iam::111122223333:role/from-answer/new", made.Subjects.Single().NativeId);
        Assert.Equal(ChangeKind.IdentityCreated, made.Kind);
    }

    [Fact]
    public void An_access_key_without_user_name_is_the_callers_own()
    {
        var identity = new JsonObject { ["type"] = "IAMUser", ["arn"] = "arn:aws:iam::111122223333:user/people/mara", ["accountId"] = "111122223333", ["userName"] = "mara" };

        var read = TrailEvents.Record("iam.amazonaws.com", "CreateAccessKey").With("userIdentity", identity)
            .With("responseElements", JsonNode.Parse("""{"accessKey":{"accessKeyId":"AKIAEXAMPLE","status":"Active","userName":"mara"}}""")).Accepted();

        Assert.Equal([new EventSubject(IdentityKind.User, "111122223333", "mara", "arn:aws:iam::111122223333:user/people/mara")], read.Subjects);
        Assert.Equal((ChangeKind.CredentialMade, "AKIAEXAMPLE"), (read.Kind, read.After));
    }

    [Theory]
    [InlineData("Active", ChangeKind.CredentialMade)]
    [InlineData("Inactive", ChangeKind.CredentialRemoved)]
    public void Switching_a_key_off_removes_a_credential(string status, ChangeKind kind)
    {
        var read = TrailEvents.Record("iam.amazonaws.com", "UpdateAccessKey", $$"""{"userName":"u","accessKeyId":"AKIAEXAMPLE","status":"{{status}}"}""").Accepted();

        Assert.Equal(kind, read.Kind);
    }

    [Fact]
    public void Changes_of_policies_groups_and_scopes_name_whose_holders_they_touch()
    {
        var policy = TrailEvents.Record("iam.amazonaws.com", "CreatePolicyVersion", """{"policyArn":"arn:aws:iam::111122223333:policy/deploy","policyDocument":"{}","setAsDefault":true}""").Accepted();
        var group = TrailEvents.Record("iam.amazonaws.com", "AttachGroupPolicy", """{"groupName":"engineers","policyArn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}""").Accepted();
        var scope = TrailEvents.Record("organizations.amazonaws.com", "DetachPolicy", """{"policyId":"p-1","targetId":"ou-1"}""").Accepted();

        Assert.Equal(("arn:aws:iam::111122223333:policy/deploy", ChangeKind.PermissionChanged), (policy.Policy, policy.Kind));
        Assert.Equal(("engineers", ChangeKind.PermissionGained), (group.Group, group.Kind));
        Assert.Equal(("ou-1", ChangeKind.LimitRemoved, "p-1"), (scope.Scope, scope.Kind, scope.Before));
    }

    [Fact]
    public void A_version_that_is_not_put_in_force_changes_no_permission()
    {
        var read = TrailEvents.Record("iam.amazonaws.com", "CreatePolicyVersion", """{"policyArn":"arn:aws:iam::111122223333:policy/deploy","policyDocument":"{}"}""").Accepted();

        Assert.Equal(ChangeKind.Activity, read.Kind);
    }

    [Fact]
    public void A_resource_policy_touches_the_roles_that_it_names()
    {
        var read = TrailEvents.Record(
            "s3.amazonaws.com", "PutBucketPolicy",
            """{"bucketName":"ledger","bucketPolicy":{"Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::444455556666:role/a/reader","arn:aws:iam::444455556666:root"]},"Action":"s3:*","Resource":"*"}]}}""").Accepted();

        Assert.Equal([new EventSubject(IdentityKind.Role, "444455556666", "reader", "arn:aws:iam::444455556666:role/a/reader")], read.Subjects);
    }

    [Theory]
    [InlineData("bedrock.amazonaws.com", "UpdateAgentActionGroup", """{"agentId":"A1","actionGroupName":"tools"}""", 0)]
    [InlineData("bedrock.amazonaws.com", "CreateAgent", """{"agentName":"fixer","agentResourceRoleArn":"arn:aws:iam::111122223333:role/service-role/AmazonBedrockExecutionRoleForAgents_1"}""", 1)]
    [InlineData("bedrock-agentcore-control.amazonaws.com", "CreateAgentRuntime", """{"roleArn":"arn:aws:iam::111122223333:role/runtime"}""", 1)]
    public void A_change_of_an_agent_keeps_what_it_is_now(string source, string name, string request, int subjects)
    {
        var read = TrailEvents.Record(source, name, request).Accepted();

        Assert.Equal(ChangeKind.AgentChanged, read.Kind);
        Assert.Equal(subjects, read.Subjects.Count);
        Assert.Equal(request, read.After);
    }

    [Fact]
    public void A_refused_attempt_is_kept_with_its_error()
    {
        var read = TrailEvents.Record("iam.amazonaws.com", "AttachRolePolicy").With("errorCode", "AccessDenied").Accepted();

        Assert.Equal(("AccessDenied", ChangeKind.PermissionGained), (read.Error, read.Kind));
        Assert.Empty(read.Subjects);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"omitted":true}""")]
    [InlineData("[1,2]")]
    public void A_change_whose_content_is_not_understood_is_unknown_and_not_dropped(string request)
    {
        var read = TrailEvents.Record("iam.amazonaws.com", "PutRolePolicy", request).Accepted();

        Assert.Equal(ChangeKind.Unknown, read.Kind);
        Assert.Contains("PutRolePolicy", read.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void Acts_that_matter_only_of_agents_say_so()
    {
        var deletion = TrailEvents.Record("rds.amazonaws.com", "DeleteDBInstance").Accepted();
        var change = TrailEvents.Record("ec2.amazonaws.com", "RunInstances").Accepted();

        Assert.Equal((ChangeKind.Destructive, true), (deletion.Kind, deletion.OnlyOfAgents));
        Assert.Equal((ChangeKind.Activity, true), (change.Kind, change.OnlyOfAgents));
    }

    [Fact]
    public void What_only_reads_and_names_no_agent_is_ignored()
    {
        var said = TrailEvents.Record("ec2.amazonaws.com", "DescribeInstances").With("readOnly", true);
        var unsaid = TrailEvents.Record("ec2.amazonaws.com", "DescribeInstances");
        unsaid.Remove("readOnly");
        var service = TrailEvents.Record("kms.amazonaws.com", "GenerateDataKey")
            .With("userIdentity", new JsonObject { ["type"] = "AWSService", ["invokedBy"] = "cloudtrail.amazonaws.com" });

        Assert.All([said, unsaid, service], record => Assert.IsType<ReadEvent.Ignored>(TrailEvents.Read(record.ToJsonString()).Single()));
    }

    [Theory]
    [InlineData("eventID", "eventID")]
    [InlineData("eventTime", "eventTime")]
    [InlineData("eventName", "eventName")]
    [InlineData("eventSource", "eventSource")]
    public void A_record_without_what_names_it_is_rejected(string missing, string reason)
    {
        var record = TrailEvents.Record("iam.amazonaws.com", "DeleteRole");
        record.Remove(missing);

        var rejected = Assert.IsType<ReadEvent.Rejected>(TrailEvents.Read(record.ToJsonString()).Single());

        Assert.Contains(reason, rejected.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("userIdentity", "5")]
    [InlineData("eventName", "{}")]
    [InlineData("eventTime", "\"yesterday\"")]
    [InlineData("eventID", "\"\"")]
    public void A_field_of_another_kind_is_rejected(string member, string value)
    {
        var record = TrailEvents.Record("iam.amazonaws.com", "DeleteRole").With(member, JsonNode.Parse(value));

        Assert.IsType<ReadEvent.Rejected>(TrailEvents.Read(record.ToJsonString()).Single());
    }

    [Theory]
    [InlineData("\"eventName\":\"DeleteRole\"", "\"eventName\":\"GetRole\",\"eventName\":\"DeleteRole\"", "eventName")]
    [InlineData("\"readOnly\":false", "\"readOnly\":true,\"readOnly\":false", "readOnly")]
    [InlineData("\"type\":\"AssumedRole\"", "\"type\":\"Root\",\"type\":\"AssumedRole\"", "userIdentity.type")]
    [InlineData("\"type\":\"Role\",", "\"type\":\"Role\",\"arn\":\"arn:aws:iam::111122223333:role/other\",", "sessionIssuer")]
    [InlineData("\"attributes\":", "\"sourceIdentity\":null,\"sourceIdentity\":\"mara\",\"attributes\":", "sourceIdentity")]
    public void A_record_that_says_a_thing_twice_is_rejected(string once, string twice, string what)
    {
        var record = TrailEvents.Record("iam.amazonaws.com", "DeleteRole").ToJsonString();
        Assert.Contains(once, record, StringComparison.Ordinal);

        var rejected = Assert.IsType<ReadEvent.Rejected>(TrailEvents.Read(record.Replace(once, twice, StringComparison.Ordinal)).Single());

        Assert.Equal($"{what} stands in the event twice.", rejected.Reason);
    }
}

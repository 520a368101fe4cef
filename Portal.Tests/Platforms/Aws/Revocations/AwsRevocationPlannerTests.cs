using System.Diagnostics;
using System.Text.Json.Nodes;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Aws.Revocations;

namespace Portal.Tests.Platforms.Aws.Revocations;

/// <summary>The commands that take entitlements away and give them back; those with hostile parts go through a real shell.</summary>
public sealed class AwsRevocationPlannerTests
{
    private const string Role = "arn:aws:iam::111122223333:role/agents/fixer";
    private const string User = "arn:aws:iam::111122223333:user/mara";
    private const string Document = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";

    private readonly AwsRevocationPlanner _planner = new();

    [Theory]
    [InlineData(Role, "aws iam detach-role-policy --role-name=fixer --policy-arn=arn:aws:iam::aws:policy/PowerUserAccess", "aws iam attach-role-policy --role-name=fixer --policy-arn=arn:aws:iam::aws:policy/PowerUserAccess")]
    [InlineData(User, "aws iam detach-user-policy --user-name=mara --policy-arn=arn:aws:iam::aws:policy/PowerUserAccess", "aws iam attach-user-policy --user-name=mara --policy-arn=arn:aws:iam::aws:policy/PowerUserAccess")]
    public void A_managed_policy_is_detached_and_attached_again(string principal, string command, string inverse)
    {
        var plan = _planner.Plan(principal, Entitled(EntitlementKind.ManagedPolicy, "arn:aws:iam::aws:policy/PowerUserAccess"), document: null);

        Assert.Equal((command, inverse), (plan.Command, plan.Inverse));
        Assert.Contains("111122223333", plan.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void An_inline_policy_is_deleted_and_put_back_with_its_text()
    {
        var plan = _planner.Plan(Role, Entitled(EntitlementKind.InlinePolicy, "write"), Text(Document));

        Assert.Equal("aws iam delete-role-policy --role-name=fixer --policy-name=write", plan.Command);
        Assert.Equal($"aws iam put-role-policy --role-name=fixer --policy-name=write '--policy-document={Document}'", plan.Inverse!.Replace("\\u0022", "\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_member_leaves_the_group_and_comes_back()
    {
        var plan = _planner.Plan(User, Entitled(EntitlementKind.GroupMembership, "engineers"), document: null);

        Assert.Equal("aws iam remove-user-from-group --user-name=mara --group-name=engineers", plan.Command);
        Assert.Equal("aws iam add-user-to-group --user-name=mara --group-name=engineers", plan.Inverse);
    }

    [Theory]
    [InlineData("aws-cn", " --region=cn-north-1")]
    [InlineData("aws-us-gov", " --region=us-gov-west-1")]
    [InlineData("aws", "")]
    public void Each_partition_is_asked_at_its_own_place(string partition, string end)
    {
        var plan = _planner.Plan($"arn:{partition}:iam::111122223333:role/r", Entitled(EntitlementKind.InlinePolicy, "p"), Text(Document));

        Assert.EndsWith($"--policy-name=p{end}", plan.Command, StringComparison.Ordinal);
        Assert.EndsWith(end, plan.Inverse, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_its_text_an_inline_policy_has_no_way_back_and_the_note_says_so()
    {
        var plan = _planner.Plan(Role, Entitled(EntitlementKind.InlinePolicy, "write"), document: null);

        Assert.Null(plan.Inverse);
        Assert.Contains("save it before", plan.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Sid":"it's; rm -rf ~","Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::$(id)/`id`/*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/Zoë\u202e":"\u001b[2J\n'\"\\"}}}]}""")]
    public void A_hostile_document_stays_one_argument_and_comes_back_the_same(string document)
    {
        var plan = _planner.Plan(Role, Entitled(EntitlementKind.InlinePolicy, "p"), Text(document));

        var arguments = ArgumentsOf(plan.Inverse!);

        Assert.All(plan.Inverse!, letter => Assert.InRange(letter, ' ', '~'));
        Assert.Equal(["iam", "put-role-policy", "--role-name=fixer", "--policy-name=p"], arguments[..4]);
        var given = Assert.Single(arguments[4..])["--policy-document=".Length..];
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(document), JsonNode.Parse(given)));
        Assert.Equal(Text(document).Hash, Text(given).Hash);
    }

    [Theory]
    [InlineData("x';touch${IFS}pwned;'")]
    [InlineData("$(touch${IFS}pwned)")]
    [InlineData("`id`")]
    [InlineData("-x")]
    [InlineData("a\"b|c&d>e*?[f]~!#")]
    public void A_hostile_name_stays_one_argument(string name)
    {
        var plan = _planner.Plan(User, Entitled(EntitlementKind.GroupMembership, name), document: null);

        Assert.Equal(["iam", "remove-user-from-group", "--user-name=mara", $"--group-name={name}"], ArgumentsOf(plan.Command!));
    }

    [Theory]
    [InlineData("line\nbreak")]
    [InlineData("bidi\u202ename")]
    [InlineData("escape\u001b[2J")]
    [InlineData("two words")]
    [InlineData("")]
    public void A_name_that_IAM_does_not_allow_gets_no_command(string name)
    {
        var plan = _planner.Plan(User, Entitled(EntitlementKind.GroupMembership, name), document: null);

        Assert.Equal(((string?)null, (string?)null), (plan.Command, plan.Inverse));
        Assert.NotNull(plan.Note);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("arn:aws:iam::111122223333:root")]
    [InlineData("arn:aws:iam::111122223333:role/a\nb")]
    public void What_is_no_role_or_user_gets_no_command(string principal)
    {
        var plan = _planner.Plan(principal, Entitled(EntitlementKind.ManagedPolicy, "arn:aws:iam::aws:policy/X"), document: null);

        Assert.Null(plan.Command);
    }

    [Fact]
    public void A_role_that_Identity_Center_owns_is_said_to_refuse()
    {
        var plan = _planner.Plan(
            "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_1", Entitled(EntitlementKind.InlinePolicy, "AwsSSOInlinePolicy"), Text(Document));

        Assert.Contains("permission set", plan.Note, StringComparison.Ordinal);
    }

    private static EntitlementRef Entitled(EntitlementKind kind, string key) => new(kind, key, key);

    private static PolicyText Text(string document)
    {
        var normalized = PolicyNormalizer.Normalize(document);
        return new PolicyText(normalized.Hash, normalized.Text);
    }

    // What the shell hands to the program, with a function in the program's place.
    private static string[] ArgumentsOf(string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "needs a POSIX shell");
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"aws() {{ for a in \"$@\"; do printf '%s\\0' \"$a\"; done; }}\n{command}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return output.Split('\0')[..^1];
    }
}

using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Data.Platforms.Aws.Simulation;
using Portal.Tests.Platforms.Aws.Reference;
using static Portal.Tests.Platforms.Aws.AwsCase;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Simulation;

/// <summary>The file format of simulation cases: one in, one out, in order; what cannot be read says where and why.</summary>
public sealed class AwsSimulatorTests
{
    private static string Sound => new AwsCase().Identity(Allow("s3:*")).Json.ToJsonString();

    [Fact]
    public void A_line_out_names_the_case_the_decision_and_the_statements()
    {
        var answer = new AwsCase().Identity("{'Sid':'Read','Effect':'Allow','Action':'s3:*','Resource':'*'}", Deny("sqs:*")).ServiceControl("r-1", Full).Answer();

        Assert.Equal("case", answer["id"]!.GetValue<string>());
        Assert.Equal("Allowed", answer["decision"]!.GetValue<string>());
        Assert.Equal(
            """[{"policy":"identityPolicies 1","policyKind":"identity","statement":"Read","effect":"Allow"},{"policy":"r-1 1","policyKind":"serviceControlPolicy","statement":"statement 1","effect":"Allow"}]""",
            answer["decidedBy"]!.ToJsonString());
        Assert.False(answer.ContainsKey("problems"));
    }

    [Fact]
    public void Answers_come_in_the_order_of_the_cases_and_a_broken_one_stops_nothing()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 2_000).Select(number => number % 7 == 3
            ? $"{{\"id\":\"{number}\",\"request\":"
            : Sound.Replace("\"case\"", $"\"{number}\"", StringComparison.Ordinal)));

        var (output, isWhole) = Simulate(lines + "\n\n");

        var answers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.False(isWhole);
        Assert.Equal(Enumerable.Range(0, 2_000).Select(number => $"{number}"), answers.Select(answer => answer["id"]!.GetValue<string>()));
        Assert.All(answers.Index(), answer => Assert.Equal(answer.Index % 7 == 3, answer.Item["error"] is not null));
        Assert.All(answers.Index().Where(answer => answer.Index % 7 != 3), answer => Assert.Equal("Allowed", answer.Item["decision"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("""{"id":"case"}""", "request: is missing")]
    [InlineData("""[1]""", "case: is not a JSON object")]
    [InlineData("""{"id":"case","sessionPolcy":{},"request":{}}""", "sessionPolcy: is not a member of a case")]
    [InlineData("""{"id":"case","sessionPolcy":null,"request":{}}""", "sessionPolcy: is not a member of a case")]
    [InlineData("""{"id":"case","request":{"principle":"x"}}""", "request.principle: is not a member of a request")]
    [InlineData("""{"id":"case","request":{"principal":"alice"}}""", "request.principal: is not the ARN")]
    [InlineData("""{"id":"case","request":{"principal":{"type":"Nobody"}}}""", "request.principal: is neither an ARN, a service nor")]
    [InlineData("""{"id":"case","request":{"principal":"arn:aws:iam::111111111111:user/a","action":"GetObject"}}""", "request.action: is not of the form service:Action")]
    [InlineData("""{"id":"case","request":{"principal":"arn:aws:iam::111111111111:user/a","action":"s3:GetObject","resource":{"resource":"bucket","accountId":"1"}}}""", "request.resource.resource: is neither an ARN nor *")]
    [InlineData("""{"id":"case","request":{"principal":"arn:aws:iam::111111111111:user/a","action":"s3:GetObject","resource":{"resource":"arn:aws:s3:::b"}}}""", "request.resource.accountId: is missing")]
    [InlineData("""{"id":"case","request":{"principal":"arn:aws:iam::111111111111:user/a","action":"s3:GetObject","resource":{"resource":"*","accountId":"1"},"contextVariables":{"a":"1","A":"2"}}}""", "request.contextVariables.A: stands there twice")]
    [InlineData("""{"id":"case","request":{},"identityPolicies":{}}""", "request.principal: is missing")]
    [InlineData("""{"id":"case","identityPolicies":{},"request":{}}""", "identityPolicies: is not a list")]
    [InlineData("""{"id":"case","identityPolicies":[{"name":"a"}],"request":{}}""", "identityPolicies[0].policy: is missing")]
    [InlineData("""{"id":"case","identityPolicies":[{"name":"a","policy":{},"document":{}}],"request":{}}""", "identityPolicies[0].document: is not a member of a policy")]
    [InlineData("""{"id":"case","serviceControlPolicies":[{"policies":[]}],"request":{}}""", "serviceControlPolicies[0].orgIdentifier: is missing")]
    [InlineData("""{"id":"case","serviceControlPolicies":[{"orgIdentifier":"r"}],"request":{}}""", "serviceControlPolicies[0].policies: is missing")]
    [InlineData("""{"id":"case","organization":{"managementAccount":"1"},"request":{}}""", "organization.managementAccount: is not a member of an organization")]
    [InlineData("""{"id":"case","additionalSettings":{"s3":{"blockPublicAcess":true}},"request":{}}""", "additionalSettings.s3.blockPublicAcess: is not a setting")]
    [InlineData("""{"id":"case","steps":[]}""", "steps: is an empty list")]
    [InlineData("""{"id":"case","steps":[{}],"identityPolicies":[]}""", "identityPolicies: cannot stand beside steps")]
    [InlineData("""{"id":"case","steps":[{"request":{"principal":7}}]}""", "steps[0].request.principal: is not text")]
    [InlineData("""{"id":"case","request":{},"request":{}}""", "case.request: stands there twice")]
    [InlineData("""{"id":"case",""", "case: is not JSON")]
    public void A_case_that_cannot_be_read_says_where_and_why(string line, string error)
    {
        var (output, isWhole) = Simulate(line);

        var answer = JsonNode.Parse(output)!;
        Assert.False(isWhole);
        Assert.Contains(error, answer["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(answer["decision"]);
        Assert.Equal(line.StartsWith('[') ? null : "case", answer["id"]?.GetValue<string>());
    }

    [Fact]
    public void Members_for_the_people_who_keep_the_file_are_not_read()
    {
        var json = new AwsCase().Identity(Allow("s3:*")).Json;
        foreach (var member in new[] { "source", "origin", "feature", "family", "confidence", "note", "expected", "failingStep", "peer" })
        {
            json[member] = "anything";
        }

        Assert.Contains("\"Allowed\"", Simulate(json.ToJsonString()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_is_null_is_absent()
    {
        var json = new AwsCase().Identity(Allow("s3:*")).Json;
        json["permissionBoundaryPolicies"] = null;
        json["sessionPolicy"] = null;
        json["resourcePolicy"] = null;

        Assert.Contains("\"Allowed\"", Simulate(json.ToJsonString()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_policy_counts_for_nothing_and_is_reported()
    {
        var answer = new AwsCase().Identity(Allow("s3:*")).IdentityText("{'Version':'2012-10-17','Statement':[{'Effect':'Deny','Action':'s3:*','Ressource':'*'}]}").Answer();

        Assert.Equal("Allowed", answer["decision"]!.GetValue<string>());
        Assert.Equal(
            """[{"policy":"identityPolicies 2","place":"identityPolicies[1].policy.Statement[0].Ressource","reason":"is not an element of a statement"}]""",
            answer["problems"]!.ToJsonString());
    }

    [Theory]
    [InlineData("identityPolicies")]
    [InlineData("permissionBoundaryPolicies")]
    [InlineData("serviceControlPolicies")]
    [InlineData("sessionPolicy")]
    [InlineData("vpcEndpointPolicies")]
    [InlineData("resourcePolicy")]
    public void A_malformed_policy_never_allows_and_a_limit_made_of_it_lets_nothing_through(string member)
    {
        const string broken = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Conditions":{}}]}""";
        var json = (member is "identityPolicies" or "resourcePolicy" ? new AwsCase() : new AwsCase().Identity(Full)).Json;
        json[member] = JsonNode.Parse(member switch
        {
            "serviceControlPolicies" => $$"""[{"orgIdentifier":"r","policies":[{"name":"p","policy":{{broken}}}]}]""",
            "sessionPolicy" or "resourcePolicy" => broken,
            _ => $$"""[{"name":"p","policy":{{broken}}}]""",
        });

        var (output, isWhole) = Simulate(json.ToJsonString());

        Assert.True(isWhole);
        Assert.Equal("ImplicitlyDenied", JsonNode.Parse(output)!["decision"]!.GetValue<string>());
        Assert.EndsWith("Conditions", JsonNode.Parse(output)!["problems"]![0]!["place"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_of_an_identity_that_names_a_principal_is_malformed()
    {
        var answer = new AwsCase().Identity(Allow("*", "*", "'Principal':'*'")).Answer();

        Assert.Equal("ImplicitlyDenied", answer["decision"]!.GetValue<string>());
        Assert.Contains("names a principal", answer["problems"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_of_every_step_of_a_chain_are_reported()
    {
        var first = new AwsCase().Identity(Allow("s3:*"));
        var second = new AwsCase().Identity(Allow("s3:*")).IdentityText("{'Statement':7}");

        var answer = Chain(first, second).Answer();

        Assert.Equal("Allowed", answer["decision"]!.GetValue<string>());
        Assert.Equal("steps[1].identityPolicies[1].policy.Statement[0]", answer["problems"]![0]!["place"]!.GetValue<string>());
    }

    [Fact]
    public void A_compressed_file_is_read_and_a_cut_one_is_an_error()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat(Sound, 500))));
        }
        (string[] Lines, bool IsWhole) Read(byte[] bytes)
        {
            using var output = new MemoryStream();
            var isWhole = new AwsSimulator().SimulateLinesAsync(new MemoryStream(bytes), output, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            return (Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries), isWhole);
        }

        var whole = Read(packed.ToArray());
        var cut = Read(packed.ToArray()[..^20]);

        Assert.True(whole.IsWhole);
        Assert.Equal(500, whole.Lines.Length);
        Assert.False(cut.IsWhole);
        Assert.Contains("\"error\"", cut.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Many_blocks_are_answered_in_the_order_of_their_lines_and_errors_stand_in_their_place()
    {
        const int count = 12_000;
        var random = RandomCases.First(500, seed: 5).Select(json => json.ToJsonString()).ToList();
        string Line(int number) => number % 1_000 == 999 ? $"{{\"id\":\"{number}\",\"request\":" : random[number % random.Count].Replace($"\"id\":\"{number % random.Count}\"", $"\"id\":\"{number}\"", StringComparison.Ordinal);

        var (output, isWhole) = Simulate(string.Join('\n', Enumerable.Range(0, count).Select(Line)));

        var answers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.False(isWhole);
        Assert.Equal(Enumerable.Range(0, count).Select(number => $"{number}"), answers.Select(answer => answer["id"]!.GetValue<string>()));
        Assert.All(answers.Index(), answer => Assert.Equal(answer.Index % 1_000 == 999, answer.Item["error"] is not null));
        Assert.All(
            answers.Index().Where(answer => answer.Index % 1_000 != 999).GroupBy(answer => answer.Index % random.Count),
            alike => Assert.Single(alike.Select(answer => answer.Item["reason"]!.GetValue<string>()).Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_slow_reader_of_the_answers_slows_the_reading_of_the_cases()
    {
        var line = Encoding.UTF8.GetBytes(Sound + "\n");
        await using var cases = new RepeatedStream(line, count: 100_000);
        var furthest = 0L;
        await using var answers = new WatchingStream(lines => furthest = Math.Max(furthest, cases.Given - (lines * line.Length)));

        Assert.True(await new AwsSimulator().SimulateLinesAsync(cases, answers, TestContext.Current.CancellationToken));

        Assert.Equal(100_000, answers.Lines);
        Assert.InRange(furthest, 1, (CaseStream.MostBlocks + 1) * CaseBlock.Capacity);
    }

    [Fact]
    public async Task Answers_that_cannot_be_written_end_the_run()
    {
        await using var cases = new RepeatedStream(Encoding.UTF8.GetBytes(Sound + "\n"), count: 100_000);
        await using var answers = new WatchingStream(lines => throw new IOException("Nobody reads this any more."));

        await Assert.ThrowsAsync<IOException>(() => new AwsSimulator().SimulateLinesAsync(cases, answers, TestContext.Current.CancellationToken));

        Assert.True(cases.Given < (CaseStream.MostBlocks + 2) * CaseBlock.Capacity);
    }

    [Fact]
    public async Task A_run_can_be_given_up()
    {
        using var cancellation = new CancellationTokenSource();
        await using var cases = new RepeatedStream(Encoding.UTF8.GetBytes(Sound + "\n"), count: 1_000_000);
        await using var answers = new WatchingStream(_ => cancellation.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new AwsSimulator().SimulateLinesAsync(cases, answers, cancellation.Token));
    }

    [Fact]
    public void A_line_that_is_too_long_is_passed_over_and_the_next_one_answered()
    {
        var (output, isWhole) = Simulate(new string(' ', 17 * 1024 * 1024) + "\n" + Sound);

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.False(isWhole);
        Assert.Contains("line: is longer than", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"Allowed\"", lines[1], StringComparison.Ordinal);
    }
}

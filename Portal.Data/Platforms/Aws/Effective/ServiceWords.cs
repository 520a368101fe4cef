namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>What an identity can do in one service, as one sentence.</summary>
/// <param name="Title">What AWS calls the service.</param>
/// <param name="Sentence">The sentence.</param>
/// <param name="Weight">How much there is to lose; higher is told earlier.</param>
internal sealed record ServiceWords(string Title, string Sentence, int Weight)
{
    private static readonly string[] Removals = ["Delete", "Remove", "Terminate", "Purge", "Destroy"];

    /// <summary>Objects that people know, in place of "resources".</summary>
    private static readonly Dictionary<string, string> Things = new(StringComparer.Ordinal)
    {
        ["athena"] = "queries and their results in Athena",
        ["bedrock"] = "models and agents in Bedrock",
        ["cloudformation"] = "stacks of infrastructure in CloudFormation",
        ["cloudtrail"] = "the record of calls in CloudTrail",
        ["dynamodb"] = "tables and their items in DynamoDB",
        ["ec2"] = "servers, disks and networks in EC2",
        ["ecr"] = "container images in ECR",
        ["ecs"] = "containers in ECS",
        ["eks"] = "Kubernetes clusters in EKS",
        ["iam"] = "users, roles and policies in IAM",
        ["kms"] = "encryption keys in KMS",
        ["lambda"] = "functions in Lambda",
        ["logs"] = "logs in CloudWatch Logs",
        ["rds"] = "databases in RDS",
        ["route53"] = "domains and addresses in Route 53",
        ["s3"] = "buckets and objects in S3",
        ["secretsmanager"] = "secrets in Secrets Manager",
        ["sns"] = "topics and messages in SNS",
        ["sqs"] = "queues and messages in SQS",
        ["ssm"] = "servers and parameters in Systems Manager",
    };

    /// <summary>Puts a service's permissions into one sentence.</summary>
    public static ServiceWords Of(IGrouping<string, EffectivePermission> service)
    {
        var permissions = service.ToList();
        var title = PlainWords.Title(service.Key);
        var isWide = permissions.Exists(permission => permission.Access >= AccessLevel.Write && permission.Resources.Contains("*", StringComparer.Ordinal));
        if (ObjectsOfS3(service.Key, permissions) is { } objects)
        {
            return new ServiceWords(title, objects, Weigh(permissions, isWide));
        }
        var verbs = PlainWords.Listed(Verbs(permissions));
        var things = Things.GetValueOrDefault(service.Key, $"what is in {title}");
        return new ServiceWords(title, $"Can {verbs} {things}{ScopeWords.Of(permissions)}.", Weigh(permissions, isWide));
    }

    private static int Weigh(List<EffectivePermission> permissions, bool isWide) =>
        ((int)permissions.Max(Rank) * 10) + (Removes(permissions) ? 5 : 0) + (isWide ? 3 : 0);

    private static int Rank(EffectivePermission permission) => permission.Access == AccessLevel.Unknown ? (int)AccessLevel.Write : (int)permission.Access;

    private static IEnumerable<string> Verbs(List<EffectivePermission> permissions)
    {
        if (permissions.Exists(permission => permission.Access == AccessLevel.PermissionsManagement))
        {
            yield return "decide who may use";
        }
        if (Removes(permissions))
        {
            yield return "delete";
        }
        if (permissions.Exists(permission => permission.Access == AccessLevel.Write))
        {
            yield return "create or change";
        }
        if (permissions.Exists(permission => permission.Access == AccessLevel.Read))
        {
            yield return "read";
        }
        if (permissions.Exists(permission => permission.Access == AccessLevel.List))
        {
            yield return "list";
        }
        if (permissions.Exists(permission => permission.Access == AccessLevel.Tagging))
        {
            yield return "tag";
        }
        if (permissions.Exists(permission => permission.Access == AccessLevel.Unknown))
        {
            yield return $"do {permissions.Where(permission => permission.Access == AccessLevel.Unknown).Sum(permission => permission.Actions.Count)} unknown things to";
        }
    }

    /// <summary>Objects in buckets are what most people ask about first: <c>Can read and delete every object in any S3 bucket</c>.</summary>
    private static string? ObjectsOfS3(string service, List<EffectivePermission> permissions)
    {
        if (service != "s3")
        {
            return null;
        }
        var verbs = new List<string>();
        Add("s3:GetObject", "read");
        Add("s3:PutObject", "write");
        Add("s3:DeleteObject", "delete");
        if (verbs.Count == 0)
        {
            return null;
        }
        var objects = permissions.Where(permission => permission.Actions.Any(action => action is "s3:GetObject" or "s3:PutObject" or "s3:DeleteObject")).ToList();
        var anywhere = objects.Exists(permission => permission.Resources.Contains("*", StringComparer.Ordinal));
        return $"Can {PlainWords.Listed(verbs)} {(anywhere ? "every object in any S3 bucket" : "objects in S3")}{ScopeWords.Of(objects)}.";

        void Add(string action, string verb)
        {
            if (permissions.Exists(permission => permission.Actions.Contains(action, StringComparer.Ordinal)))
            {
                verbs.Add(verb);
            }
        }
    }

    private static bool Removes(List<EffectivePermission> permissions) => permissions.Exists(permission =>
        permission.Access == AccessLevel.Write
        && permission.Actions.Any(action => Removals.Any(removal => action.AsSpan(action.IndexOf(':', StringComparison.Ordinal) + 1).StartsWith(removal, StringComparison.Ordinal))));
}

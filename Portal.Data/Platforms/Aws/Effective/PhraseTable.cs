namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>The phrase table: what the actions of the services that are used most do, in the words of somebody who knows no IAM.</summary>
internal static class PhraseTable
{
    /// <summary>The services by prefix.</summary>
    public static IReadOnlyDictionary<string, ServicePhrases> Services { get; } = new Dictionary<string, ServicePhrases>(StringComparer.Ordinal)
    {
        ["apigateway"] = In("apigateway", "API Gateway", Thing("API", ("read", "GET"), ("create", "POST"), ("change", "PUT PATCH"), ("delete", "DELETE"))),
        ["athena"] = In(
            "athena", "Athena", Thing("query", ("run", "StartQueryExecution"), ("stop", "StopQueryExecution")), Thing("query result", ("read", "GetQueryResults GetQueryResultsStream"))),
        ["bedrock"] = In(
            "bedrock",
            "Bedrock",
            Thing("model", ("use", "InvokeModel InvokeModelWithResponseStream"), ("train", "CreateModelCustomizationJob")),
            Thing("agent", ("run", "InvokeAgent"), ("create", "CreateAgent"), ("change", "UpdateAgent"), ("delete", "DeleteAgent")),
            Thing("knowledge base", ("search", "Retrieve"), ("delete", "DeleteKnowledgeBase")),
            Thing("guardrail", ("change", "UpdateGuardrail"), ("delete", "DeleteGuardrail"))),
        ["bedrock-agentcore"] = In(
            "bedrock-agentcore",
            "Bedrock AgentCore",
            Thing("agent", ("run", "InvokeAgentRuntime"), ("create", "CreateAgentRuntime"), ("change", "UpdateAgentRuntime"), ("delete", "DeleteAgentRuntime")),
            Thing("code interpreter", ("run code in", "InvokeCodeInterpreter StartCodeInterpreterSession")),
            Thing("browser", ("steer", "StartBrowserSession ConnectBrowserAutomationStream")),
            Thing("credential for another service", ("get", "GetResourceOauth2Token GetResourceApiKey"))),
        ["cloudformation"] = In(
            "cloudformation", "CloudFormation", Thing("stack of infrastructure", ("create", "CreateStack"), ("change", "UpdateStack ExecuteChangeSet"), ("delete", "DeleteStack"))),
        ["cloudfront"] = In(
            "cloudfront",
            "CloudFront",
            Thing("website distribution", ("create", "CreateDistribution"), ("change", "UpdateDistribution"), ("delete", "DeleteDistribution")),
            Thing("cache", ("empty", "CreateInvalidation"))),
        ["cloudwatch"] = In(
            "cloudwatch",
            "CloudWatch",
            Thing("alarm", ("set", "PutMetricAlarm"), ("silence", "DisableAlarmActions"), ("delete", "DeleteAlarms")),
            Thing("metric", ("read", "GetMetricData GetMetricStatistics"), ("write", "PutMetricData"))),
        ["dynamodb"] = In(
            "dynamodb",
            "DynamoDB",
            Thing("item", ("read", "GetItem BatchGetItem Query Scan"), ("write", "PutItem UpdateItem BatchWriteItem"), ("delete", "DeleteItem")),
            Thing("table", ("create", "CreateTable"), ("change", "UpdateTable"), ("copy out", "ExportTableToPointInTime"), ("delete", "DeleteTable")),
            Thing("backup", ("make", "CreateBackup"), ("delete", "DeleteBackup"))),
        ["ec2"] = In(
            "ec2",
            "EC2",
            Thing("server", ("create", "RunInstances"), ("start", "StartInstances"), ("stop", "StopInstances"), ("change", "ModifyInstanceAttribute"), ("delete", "TerminateInstances")),
            Thing("disk", ("create", "CreateVolume"), ("copy", "CreateSnapshot"), ("delete", "DeleteVolume")),
            Thing("copy of a disk", ("share", "ModifySnapshotAttribute"), ("delete", "DeleteSnapshot")),
            Thing("firewall", ("open or close", "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress")),
            Thing("network", ("create", "CreateVpc"), ("delete", "DeleteVpc DeleteSubnet"))),
        ["ecr"] = In(
            "ecr",
            "ECR",
            Thing("container image", ("pull", "BatchGetImage GetDownloadUrlForLayer"), ("push", "PutImage"), ("delete", "BatchDeleteImage")),
            Thing("repository", ("create", "CreateRepository"), ("delete", "DeleteRepository"))),
        ["ecs"] = In(
            "ecs",
            "ECS",
            Thing("container", ("run", "RunTask StartTask"), ("stop", "StopTask"), ("open a shell in", "ExecuteCommand")),
            Thing("container service", ("create", "CreateService"), ("change", "UpdateService"), ("delete", "DeleteService")),
            Thing("cluster", ("create", "CreateCluster"), ("delete", "DeleteCluster"))),
        ["eks"] = In(
            "eks",
            "EKS",
            Thing(
                "Kubernetes cluster",
                ("create", "CreateCluster"),
                ("change", "UpdateClusterConfig UpdateClusterVersion"),
                ("let others into", "CreateAccessEntry AssociateAccessPolicy"),
                ("delete", "DeleteCluster"))),
        ["elasticbeanstalk"] = In(
            "elasticbeanstalk",
            "Elastic Beanstalk",
            Thing("environment", ("create", "CreateEnvironment"), ("change", "UpdateEnvironment"), ("rebuild", "RebuildEnvironment"), ("delete", "TerminateEnvironment")),
            Thing("application", ("create", "CreateApplication"), ("delete", "DeleteApplication"))),
        ["events"] = In(
            "events",
            "EventBridge",
            Thing("rule", ("set", "PutRule PutTargets"), ("disable", "DisableRule"), ("delete", "DeleteRule")),
            Thing("event", ("send", "PutEvents"))),
        ["glue"] = In(
            "glue",
            "Glue",
            Thing("job", ("run", "StartJobRun"), ("create", "CreateJob"), ("change", "UpdateJob"), ("delete", "DeleteJob")),
            Thing("table definition", ("read", "GetTable GetTables"), ("change", "UpdateTable"), ("delete", "DeleteTable"))),
        ["iam"] = In(
            "iam",
            "IAM",
            Thing("user", ("create", "CreateUser"), ("make keys and passwords for", "CreateAccessKey CreateLoginProfile UpdateLoginProfile"), ("delete", "DeleteUser")),
            Thing("role", ("create", "CreateRole"), ("hand services", "PassRole"), ("decide who may act as", "UpdateAssumeRolePolicy"), ("delete", "DeleteRole")),
            Thing(
                "policy",
                ("create", "CreatePolicy"),
                ("change", "CreatePolicyVersion SetDefaultPolicyVersion"),
                ("attach", "AttachRolePolicy AttachUserPolicy AttachGroupPolicy"),
                ("detach", "DetachRolePolicy DetachUserPolicy DetachGroupPolicy"),
                ("delete", "DeletePolicy"))),
        ["kms"] = In(
            "kms",
            "KMS",
            Thing(
                "encryption key",
                ("decrypt with", "Decrypt"),
                ("encrypt with", "Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext"),
                ("sign with", "Sign"),
                ("create", "CreateKey"),
                ("disable", "DisableKey"),
                ("destroy", "ScheduleKeyDeletion"))),
        ["lambda"] = In(
            "lambda",
            "Lambda",
            Thing(
                "function",
                ("run", "InvokeFunction InvokeFunctionUrl"),
                ("read the code of", "GetFunction"),
                ("create", "CreateFunction"),
                ("change", "UpdateFunctionCode UpdateFunctionConfiguration"),
                ("delete", "DeleteFunction"))),
        ["logs"] = In(
            "logs",
            "CloudWatch Logs",
            Thing("log", ("read", "GetLogEvents FilterLogEvents StartQuery StartLiveTail"), ("write to", "PutLogEvents"), ("set how long to keep", "PutRetentionPolicy"), ("delete", "DeleteLogGroup DeleteLogStream"))),
        ["organizations"] = In(
            "organizations",
            "the organization",
            Thing("account", ("create", "CreateAccount"), ("move", "MoveAccount"), ("close", "CloseAccount")),
            Thing("limit", ("create", "CreatePolicy"), ("change", "UpdatePolicy"), ("attach", "AttachPolicy"), ("detach", "DetachPolicy"), ("delete", "DeletePolicy"))),
        ["rds"] = In(
            "rds",
            "RDS",
            Thing(
                "database",
                ("create", "CreateDBInstance CreateDBCluster"),
                ("change", "ModifyDBInstance ModifyDBCluster"),
                ("stop", "StopDBInstance StopDBCluster"),
                ("copy", "CreateDBSnapshot CreateDBClusterSnapshot"),
                ("delete", "DeleteDBInstance DeleteDBCluster")),
            Thing("copy of a database", ("share", "ModifyDBSnapshotAttribute ModifyDBClusterSnapshotAttribute"), ("delete", "DeleteDBSnapshot DeleteDBClusterSnapshot"))),
        ["route53"] = In(
            "route53", "Route 53", Thing("internet address", ("change", "ChangeResourceRecordSets")), Thing("zone", ("create", "CreateHostedZone"), ("delete", "DeleteHostedZone"))),
        ["s3"] = new(
            string.Empty,
            [
                Thing("s3", "every object in any S3 bucket", "objects in S3", ("read", "GetObject"), ("write", "PutObject"), ("delete", "DeleteObject")),
                Thing("s3", "any S3 bucket", "S3 buckets", ("look into", "ListBucket"), ("create", "CreateBucket"), ("delete", "DeleteBucket")),
            ]),
        ["secretsmanager"] = In(
            "secretsmanager",
            "Secrets Manager",
            Thing("secret", ("read", "GetSecretValue BatchGetSecretValue"), ("create", "CreateSecret"), ("change", "PutSecretValue UpdateSecret"), ("delete", "DeleteSecret"))),
        ["sns"] = In(
            "sns",
            "SNS",
            Thing("topic", ("send messages to", "Publish"), ("subscribe to", "Subscribe"), ("create", "CreateTopic"), ("delete", "DeleteTopic"))),
        ["sqs"] = In(
            "sqs",
            "SQS",
            Thing(
                "queue",
                ("send messages to", "SendMessage"),
                ("read messages from", "ReceiveMessage"),
                ("delete messages from", "DeleteMessage"),
                ("create", "CreateQueue"),
                ("empty", "PurgeQueue"),
                ("delete", "DeleteQueue"))),
        ["ssm"] = In(
            "ssm",
            "Systems Manager",
            Thing("server", ("run commands on", "SendCommand"), ("open a shell on", "StartSession")),
            Thing("parameter", ("read", "GetParameter GetParameters GetParametersByPath GetParameterHistory"), ("write", "PutParameter"), ("delete", "DeleteParameter DeleteParameters")),
            Thing("automation", ("run", "StartAutomationExecution"))),
        ["states"] = In(
            "states",
            "Step Functions",
            Thing(
                "workflow", ("run", "StartExecution StartSyncExecution"), ("stop", "StopExecution"), ("create", "CreateStateMachine"), ("change", "UpdateStateMachine"), ("delete", "DeleteStateMachine"))),
        ["sts"] = In(
            "sts", "STS", Thing("role", ("act as", "AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity")), Thing("temporary key of its own", ("get", "GetSessionToken GetFederationToken"))),
    };

    private static ServicePhrases In(string service, string title, params IReadOnlyList<Func<string, PhraseThing>> things) => new($"in {title}", [.. things.Select(thing => thing(service))]);

    private static Func<string, PhraseThing> Thing(string one, params (string Verb, string Actions)[] verbs) =>
        service => Thing(service, $"any {one}", Many(one), verbs);

    private static PhraseThing Thing(string service, string any, string many, params (string Verb, string Actions)[] verbs) =>
        new(any, many, [.. verbs.Select(verb => new PhraseVerb(verb.Verb, [.. verb.Actions.Split(' ').Select(action => $"{service}:{action}")]))]);

    // Of "copy of a disk" the copy is many.
    private static string Many(string one)
    {
        var end = one.IndexOf(" of ", StringComparison.Ordinal) is >= 0 and var of ? of : one.IndexOf(" for ", StringComparison.Ordinal) is >= 0 and var other ? other : one.Length;
        var noun = one[..end];
        return (noun.EndsWith('y') && !noun.EndsWith("ey", StringComparison.Ordinal) ? $"{noun[..^1]}ies" : $"{noun}s") + one[end..];
    }
}

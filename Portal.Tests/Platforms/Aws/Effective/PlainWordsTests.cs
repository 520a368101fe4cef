using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Policies;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>What is told to an owner who knows no IAM.</summary>
public sealed class PlainWordsTests
{
    private readonly AwsPermissionEngine _engine = new();

    [Theory]
    [InlineData("apigateway:GET apigateway:DELETE", "Can read and delete any API in API Gateway.")]
    [InlineData("athena:StartQueryExecution athena:GetQueryResults", "Can run any query and read any query result in Athena.")]
    [InlineData("bedrock:InvokeModel bedrock:InvokeAgent", "Can use any model and run any agent in Bedrock.")]
    [InlineData("bedrock-agentcore:InvokeAgentRuntime bedrock-agentcore:StartCodeInterpreterSession", "Can run any agent and run code in any code interpreter in Bedrock AgentCore.")]
    [InlineData("cloudformation:CreateStack cloudformation:DeleteStack", "Can create and delete any stack of infrastructure in CloudFormation.")]
    [InlineData("cloudfront:CreateInvalidation", "Can empty any cache in CloudFront.")]
    [InlineData("cloudwatch:PutMetricAlarm cloudwatch:DisableAlarmActions", "Can set and silence any alarm in CloudWatch.")]
    [InlineData("dynamodb:Query dynamodb:PutItem dynamodb:DeleteTable", "Can read and write any item and delete any table in DynamoDB.")]
    [InlineData("ec2:RunInstances ec2:TerminateInstances ec2:AuthorizeSecurityGroupIngress", "Can create and delete any server and open or close any firewall in EC2.")]
    [InlineData("ecr:BatchGetImage ecr:PutImage", "Can pull and push any container image in ECR.")]
    [InlineData("ecs:RunTask ecs:ExecuteCommand", "Can run and open a shell in any container in ECS.")]
    [InlineData("eks:CreateAccessEntry eks:DeleteCluster", "Can let others into and delete any Kubernetes cluster in EKS.")]
    [InlineData("elasticbeanstalk:TerminateEnvironment elasticbeanstalk:DeleteApplication", "Can delete any environment and delete any application in Elastic Beanstalk.")]
    [InlineData("events:PutRule events:PutEvents", "Can set any rule and send any event in EventBridge.")]
    [InlineData("glue:StartJobRun glue:GetTable", "Can run any job and read any table definition in Glue.")]
    [InlineData("iam:CreateRole iam:DeleteUser", "Can delete any user and create any role in IAM.")]
    [InlineData("kms:Decrypt kms:DisableKey", "Can decrypt with and disable any encryption key in KMS.")]
    [InlineData("lambda:InvokeFunction lambda:UpdateFunctionCode", "Can run and change any function in Lambda.")]
    [InlineData("logs:GetLogEvents logs:DeleteLogGroup", "Can read and delete any log in CloudWatch Logs.")]
    [InlineData("organizations:CloseAccount", "Can close any account in the organization.")]
    [InlineData("rds:CreateDBSnapshot rds:DeleteDBInstance rds:ModifyDBSnapshotAttribute", "Can copy and delete any database and share any copy of a database in RDS.")]
    [InlineData("route53:ChangeResourceRecordSets", "Can change any internet address in Route 53.")]
    [InlineData("s3:GetObject s3:DeleteObject s3:DeleteBucket", "Can read and delete every object in any S3 bucket and delete any S3 bucket.")]
    [InlineData("secretsmanager:PutSecretValue secretsmanager:DeleteSecret", "Can change and delete any secret in Secrets Manager.")]
    [InlineData("sns:Publish sns:DeleteTopic", "Can send messages to and delete any topic in SNS.")]
    [InlineData("sqs:SendMessage sqs:PurgeQueue", "Can send messages to and empty any queue in SQS.")]
    [InlineData("ssm:GetParameter ssm:PutParameter", "Can read and write any parameter in Systems Manager.")]
    [InlineData("states:StartExecution states:UpdateStateMachine", "Can run and change any workflow in Step Functions.")]
    [InlineData("sts:GetSessionToken", "Can get any temporary key of its own in STS.")]
    public void A_service_is_told_by_what_people_know_in_it(string actions, string sentence) => Assert.Equal([sentence], Summary(Allow(actions)));

    [Theory]
    [InlineData("s3:GetObject", "arn:aws:s3:::logs/*", "Can read objects in S3, only on bucket logs.")]
    [InlineData("s3:GetObject", "arn:aws:s3:::logs/2026/*", "Can read objects in S3, only on bucket logs under 2026/.")]
    [InlineData("logs:GetLogEvents", "arn:aws:logs:*:111111111111:*", "Can read logs in CloudWatch Logs, only on any resource of its account.")]
    [InlineData("s3:PutObject", "arn:aws:s3:::logs/a.txt", "Can write objects in S3, only on a.txt in bucket logs.")]
    [InlineData("dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111111111111:table/orders", "Can read items in DynamoDB, only on table orders in eu-west-1.")]
    [InlineData("lambda:InvokeFunction", "arn:aws:lambda:*:111111111111:function:invoice-*", "Can run functions in Lambda, only on function invoice-*.")]
    [InlineData("lambda:InvokeFunction", "arn:aws:lambda:*:999999999999:function:*", "Can run functions in Lambda, only on any function of account 999999999999.")]
    [InlineData("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111111111111:jobs", "Can send messages to queues in SQS, only on queue jobs in eu-west-1.")]
    [InlineData("sts:AssumeRole", "arn:aws:iam::999999999999:role/Deployer", "Can act as other roles that trust it, only on role Deployer of account 999999999999.")]
    [InlineData("states:StartExecution", "arn:aws:states:eu-west-1:111111111111:stateMachine:billing", "Can run workflows in Step Functions, only on workflow billing in eu-west-1.")]
    public void A_resource_is_told_by_its_name_and_whose_it_is_when_it_is_another_account_s(string action, string resource, string sentence) =>
        Assert.Equal([sentence], Summary(Allow(action, resource)));

    [Fact]
    public void A_deny_by_tag_is_told_as_an_exception() => Assert.Equal(
        ["Can read and delete every object in any S3 bucket, except where tag env of the object is prod."],
        Summary(Allow("s3:GetObject s3:DeleteObject"), Deny("s3:*", more: "'Condition':{'StringEquals':{'s3:ExistingObjectTag/env':'prod'}}")));

    [Fact]
    public void A_deny_elsewhere_than_in_the_named_regions_is_told_by_these_regions() => Assert.Equal(
        ["Can run any function in Lambda, only when the region is eu-west-1 or eu-central-1."],
        Summary(Allow("lambda:InvokeFunction"), Deny("*", more: "'Condition':{'StringNotEquals':{'aws:RequestedRegion':['eu-west-1','eu-central-1']}}")));

    [Fact]
    public void A_deny_of_several_comparisons_stays_an_exception() => Assert.Equal(
        ["Can run any function in Lambda, except when the region is not eu-west-1 and the network that the call comes from is not vpc-1."],
        Summary(Allow("lambda:InvokeFunction"), Deny("*", more: "'Condition':{'StringNotEquals':{'aws:RequestedRegion':'eu-west-1','aws:SourceVpc':'vpc-1'}}")));

    [Fact]
    public void Different_scopes_are_not_mixed() => Assert.Equal(
        ["Can delete objects in S3, only on bucket logs; also read every object in any S3 bucket."],
        Summary(Allow("s3:GetObject"), Allow("s3:DeleteObject", "arn:aws:s3:::logs/*")));

    [Fact]
    public void Very_many_scopes_are_told_together_and_counted()
    {
        var sentence = Assert.Single(Summary([Allow("s3:PutObject"), .. Enumerable.Range(1, 5).Select(i => Allow("s3:GetObject", $"arn:aws:s3:::bucket-{i}/*"))]));

        Assert.Equal("Can read and write objects in S3, some of it only on 5 named resources or patterns.", sentence);
    }

    [Fact]
    public void All_of_a_service_is_everything_in_it() => Assert.Equal(["Can do everything in Lambda."], Summary(Allow("lambda:*")));

    [Theory]
    [InlineData("lambda:GetPolicy lambda:ListFunctions", "Can see settings of functions in Lambda.")]
    [InlineData("lambda:ListFunctions", "Can list functions in Lambda.")]
    [InlineData("lambda:AddPermission lambda:InvokeFunction", "Can run any function and decide who may use functions in Lambda.")]
    [InlineData("lambda:PublishVersion", "Can change settings of functions in Lambda.")]
    [InlineData("lambda:InvokeFunction lambda:PublishVersion", "Can run any function and change other settings in Lambda.")]
    public void What_has_no_phrase_is_told_by_its_kind_of_power(string actions, string sentence) => Assert.Equal([sentence], Summary(Allow(actions)));

    [Fact]
    public void What_a_sentence_of_its_own_tells_is_not_told_again() => Assert.Equal(
        ["Can read stored secrets and passwords.", "Can delete any secret in Secrets Manager."],
        Summary(Allow("secretsmanager:GetSecretValue secretsmanager:DeleteSecret")));

    [Fact]
    public void A_service_that_people_know_comes_before_one_that_they_do_not()
    {
        var summary = Summary(Allow("codestar:* s3:PutObject"));

        Assert.Equal("Can write every object in any S3 bucket.", summary[0]);
        Assert.Contains("CodeStar", summary[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_action_of_the_phrase_table_is_one_that_AWS_knows() => Assert.DoesNotContain(
        PhraseTable.Services.Values.SelectMany(service => service.Things).SelectMany(thing => thing.Verbs).SelectMany(verb => verb.Actions),
        action => ActionCatalogue.Instance.Find(ActionName.Read(action)!.Value) is null);

    private IReadOnlyList<string> Summary(params string[] statements) => _engine.Evaluate(new TestHolding().With("policy", statements).Build()).Summary;
}

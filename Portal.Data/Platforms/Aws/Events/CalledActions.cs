using System.Collections.Frozen;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>
/// The actions that a call in CloudTrail needs. Most calls are named as their action is. The others are listed here: calls of services whose
/// events come under another name than their actions, calls that carry the date of their interface (<c>ListFunctions20150331</c>), and calls
/// that need an action of another name, as the authorization reference of each service says.
/// </summary>
internal static class CalledActions
{
    /// <summary>The prefix of actions by the name in <c>eventSource</c>, where the two differ.</summary>
    private static readonly FrozenDictionary<string, string> Prefixes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["monitoring"] = "cloudwatch",
        ["email"] = "ses",
        ["tagging"] = "tag",
        ["api.ecr"] = "ecr",
        ["api.ecr-public"] = "ecr-public",
        ["api.sagemaker"] = "sagemaker",
        ["runtime.sagemaker"] = "sagemaker",
        ["models.lex"] = "lex",
        ["runtime.lex"] = "lex",
        ["metering-marketplace"] = "aws-marketplace",
        ["entitlement-marketplace"] = "aws-marketplace",
        ["iotdata"] = "iot",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> ByCall = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
    {
        ["s3:ListBuckets"] = ["s3:ListAllMyBuckets"],
        ["s3:ListDirectoryBuckets"] = ["s3express:ListAllMyDirectoryBuckets"],
        ["s3:HeadBucket"] = ["s3:ListBucket"],
        ["s3:ListObjects"] = ["s3:ListBucket"],
        ["s3:ListObjectsV2"] = ["s3:ListBucket"],
        ["s3:ListObjectVersions"] = ["s3:ListBucketVersions"],
        ["s3:ListMultipartUploads"] = ["s3:ListBucketMultipartUploads"],
        ["s3:ListParts"] = ["s3:ListMultipartUploadParts"],
        ["s3:HeadObject"] = ["s3:GetObject"],
        ["s3:SelectObjectContent"] = ["s3:GetObject"],
        ["s3:CopyObject"] = ["s3:GetObject", "s3:PutObject"],
        ["s3:UploadPartCopy"] = ["s3:GetObject", "s3:PutObject"],
        ["s3:PostObject"] = ["s3:PutObject"],
        ["s3:UploadPart"] = ["s3:PutObject"],
        ["s3:CreateMultipartUpload"] = ["s3:PutObject"],
        ["s3:CompleteMultipartUpload"] = ["s3:PutObject"],
        ["s3:DeleteObjects"] = ["s3:DeleteObject"],
        ["s3:GetBucketEncryption"] = ["s3:GetEncryptionConfiguration"],
        ["s3:PutBucketEncryption"] = ["s3:PutEncryptionConfiguration"],
        ["s3:DeleteBucketEncryption"] = ["s3:PutEncryptionConfiguration"],
        ["s3:GetBucketLifecycle"] = ["s3:GetLifecycleConfiguration"],
        ["s3:GetBucketLifecycleConfiguration"] = ["s3:GetLifecycleConfiguration"],
        ["s3:PutBucketLifecycle"] = ["s3:PutLifecycleConfiguration"],
        ["s3:PutBucketLifecycleConfiguration"] = ["s3:PutLifecycleConfiguration"],
        ["s3:DeleteBucketLifecycle"] = ["s3:PutLifecycleConfiguration"],
        ["s3:GetBucketReplication"] = ["s3:GetReplicationConfiguration"],
        ["s3:PutBucketReplication"] = ["s3:PutReplicationConfiguration"],
        ["s3:DeleteBucketReplication"] = ["s3:PutReplicationConfiguration"],
        ["s3:DeleteBucketCors"] = ["s3:PutBucketCORS"],
        ["s3:DeleteBucketTagging"] = ["s3:PutBucketTagging"],
        ["s3:DeleteBucketOwnershipControls"] = ["s3:PutBucketOwnershipControls"],
        ["s3:GetPublicAccessBlock"] = ["s3:GetBucketPublicAccessBlock"],
        ["s3:PutPublicAccessBlock"] = ["s3:PutBucketPublicAccessBlock"],
        ["s3:DeletePublicAccessBlock"] = ["s3:PutBucketPublicAccessBlock"],
        ["s3:DeleteBucketPublicAccessBlock"] = ["s3:PutBucketPublicAccessBlock"],
        ["s3:GetBucketNotificationConfiguration"] = ["s3:GetBucketNotification"],
        ["s3:PutBucketNotificationConfiguration"] = ["s3:PutBucketNotification"],
        ["s3:GetBucketAccelerateConfiguration"] = ["s3:GetAccelerateConfiguration"],
        ["s3:PutBucketAccelerateConfiguration"] = ["s3:PutAccelerateConfiguration"],
        ["s3:GetBucketAnalyticsConfiguration"] = ["s3:GetAnalyticsConfiguration"],
        ["s3:ListBucketAnalyticsConfigurations"] = ["s3:GetAnalyticsConfiguration"],
        ["s3:PutBucketAnalyticsConfiguration"] = ["s3:PutAnalyticsConfiguration"],
        ["s3:DeleteBucketAnalyticsConfiguration"] = ["s3:PutAnalyticsConfiguration"],
        ["s3:GetBucketInventoryConfiguration"] = ["s3:GetInventoryConfiguration"],
        ["s3:ListBucketInventoryConfigurations"] = ["s3:GetInventoryConfiguration"],
        ["s3:PutBucketInventoryConfiguration"] = ["s3:PutInventoryConfiguration"],
        ["s3:DeleteBucketInventoryConfiguration"] = ["s3:PutInventoryConfiguration"],
        ["s3:GetBucketMetricsConfiguration"] = ["s3:GetMetricsConfiguration"],
        ["s3:ListBucketMetricsConfigurations"] = ["s3:GetMetricsConfiguration"],
        ["s3:PutBucketMetricsConfiguration"] = ["s3:PutMetricsConfiguration"],
        ["s3:DeleteBucketMetricsConfiguration"] = ["s3:PutMetricsConfiguration"],
        ["s3:GetBucketIntelligentTieringConfiguration"] = ["s3:GetIntelligentTieringConfiguration"],
        ["s3:ListBucketIntelligentTieringConfigurations"] = ["s3:GetIntelligentTieringConfiguration"],
        ["s3:PutBucketIntelligentTieringConfiguration"] = ["s3:PutIntelligentTieringConfiguration"],
        ["s3:DeleteBucketIntelligentTieringConfiguration"] = ["s3:PutIntelligentTieringConfiguration"],
        ["s3:GetObjectLockConfiguration"] = ["s3:GetBucketObjectLockConfiguration"],
        ["s3:PutObjectLockConfiguration"] = ["s3:PutBucketObjectLockConfiguration"],
        ["lambda:Invoke"] = ["lambda:InvokeFunction"],
        ["lambda:InvokeWithResponseStream"] = ["lambda:InvokeFunction"],
        ["bedrock:Converse"] = ["bedrock:InvokeModel"],
        ["bedrock:ConverseStream"] = ["bedrock:InvokeModelWithResponseStream"],
        ["dynamodb:TransactGetItems"] = ["dynamodb:GetItem"],
        ["sqs:SendMessageBatch"] = ["sqs:SendMessage"],
        ["sqs:DeleteMessageBatch"] = ["sqs:DeleteMessage"],
        ["sqs:ChangeMessageVisibilityBatch"] = ["sqs:ChangeMessageVisibility"],
        ["sns:PublishBatch"] = ["sns:Publish"],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the calls that are listed are translated to.</summary>
    internal static IReadOnlyCollection<string[]> Translations => ByCall.Values;

    /// <summary>The actions, as the catalogue writes them where it knows them.</summary>
    public static IReadOnlyList<string> Of(string service, string name)
    {
        var prefix = Prefixes.GetValueOrDefault(service, service);
        foreach (var call in new[] { name, CallName.WithoutDate(name) })
        {
            if (ByCall.TryGetValue($"{prefix}:{call}", out var actions))
            {
                return actions;
            }
            if (ActionName.Read($"{prefix}:{call}") is { } action && ActionCatalogue.Instance.Find(action) is { } id)
            {
                return [ActionCatalogue.Instance.Name(id)];
            }
        }
        return [$"{prefix}:{name}"];
    }
}

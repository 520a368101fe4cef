using System.Globalization;
using System.Text;

namespace Portal.Tests.Benchmarks;

/// <summary>CloudTrail log files of roles that change each other's permissions.</summary>
internal static class CloudTrailEvents
{
    /// <summary>One file of <paramref name="count"/> different events.</summary>
    /// <param name="count">How many.</param>
    /// <param name="account">The account that they happen in.</param>
    /// <param name="role">The role whose permissions change; <c>{0}</c> in it is replaced by a running number.</param>
    /// <param name="policy">The name of the inline policy that is written.</param>
    /// <param name="at">When.</param>
    public static byte[] File(int count, string account, string role, string policy, DateTimeOffset at)
    {
        var text = new StringBuilder("{\"Records\":[");
        for (var i = 0; i < count; i++)
        {
            text.Append(i == 0 ? string.Empty : ",").Append(One(account, string.Format(CultureInfo.InvariantCulture, role, i % 500), policy, at.AddMilliseconds(i)));
        }
        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }

    /// <summary>Files of one account that follow each other.</summary>
    /// <param name="files">How many.</param>
    /// <param name="count">How many events each.</param>
    /// <param name="at">When the first begins; afterwards, when the last has ended.</param>
    public static IReadOnlyList<byte[]> Files(int files, int count, ref DateTimeOffset at)
    {
        var start = at;
        var length = TimeSpan.FromMilliseconds(count);
        at += files * length;
        return [.. Enumerable.Range(0, files).Select(i => File(count, "111122223333", "role-{0}", "reports", start + (i * length)))];
    }

    private static string One(string account, string role, string policy, DateTimeOffset at) => $$$$"""
        {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE000000001:ci","arn":"arn:aws:sts::{{{{account}}}}:assumed-role/Deployer/ci","accountId":"{{{{account}}}}","accessKeyId":"ASIAEXAMPLE000000001","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAEXAMPLE000000001","arn":"arn:aws:iam::{{{{account}}}}:role/Deployer","accountId":"{{{{account}}}}","userName":"Deployer"},"attributes":{"creationDate":"{{{{at.AddMinutes(-5):yyyy-MM-ddTHH:mm:ssZ}}}}","mfaAuthenticated":"false"}}},"eventTime":"{{{{at:yyyy-MM-ddTHH:mm:ssZ}}}}","eventSource":"iam.amazonaws.com","eventName":"PutRolePolicy","awsRegion":"us-east-1","sourceIPAddress":"198.51.100.24","userAgent":"aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5","requestParameters":{"roleName":"{{{{role}}}}","policyName":"{{{{policy}}}}","policyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],\"Resource\":\"arn:aws:s3:::reports/*\"}]}"},"responseElements":null,"requestID":"{{{{Guid.CreateVersion7()}}}}","eventID":"{{{{Guid.CreateVersion7()}}}}","readOnly":false,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"{{{{account}}}}","eventCategory":"Management"}
        """;
}

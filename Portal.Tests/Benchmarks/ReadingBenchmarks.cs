using System.Diagnostics;
using System.Text;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Events;
using Portal.Data.Platforms.Aws.Snapshots;
using Portal.Tests.Support;

namespace Portal.Tests.Benchmarks;

/// <summary>How fast the readers alone are, without storage: what is lost after them is the import's and the ingestion's.</summary>
internal static class ReadingBenchmarks
{
    private const int Roles = 20_000;
    private const long Bytes = 200_000_000;
    private const int Events = 100_000;
    private const int Runs = 3;
    private const double Megabyte = 1_000_000;

    /// <summary>Reads a generated account export from a file.</summary>
    public static async Task ReadExportAsync(BenchmarkReport report)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7()}.json");
        try
        {
            await using (var file = File.Create(path))
            {
                AccountExport.Write(file, Roles, Bytes);
            }
            var length = new FileInfo(path).Length;
            List<double> speed = [];
            List<double> rate = [];
            List<double> heap = [];
            for (var run = 0; run < Runs; run++)
            {
                GC.Collect();
                var before = GC.GetTotalMemory(forceFullCollection: true);
                var most = 0L;
                var identities = 0;
                var clock = Stopwatch.StartNew();
                await foreach (var item in new AwsSnapshotReader().ReadAsync([new SnapshotFile(path, () => File.OpenRead(path), length)], CancellationToken.None))
                {
                    if (item is SnapshotItem.Principal && ++identities % 1_000 == 0)
                    {
                        most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
                    }
                }
                speed.Add(length / Megabyte / clock.Elapsed.TotalSeconds);
                rate.Add(identities / clock.Elapsed.TotalSeconds);
                heap.Add(most / Megabyte);
            }
            report.Add($"read an account export of {length / Megabyte:N0} MB", "MB/s", "over 100", speed);
            report.Add("the same, identities", "identities/s", null, rate);
            report.Add("the same, managed memory at most (garbage included)", "MB", null, heap);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Reads a CloudTrail file of which one event in ten changes permissions.</summary>
    public static Task ReadEventsAsync(BenchmarkReport report)
    {
        var body = Trail();
        List<double> rate = [];
        List<double> allocated = [];
        for (var run = 0; run <= Runs; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            var accepted = new CloudTrailReader().Read(body).Count(read => read is ReadEvent.Accepted);
            clock.Stop();
            if (accepted != Events / 10)
            {
                throw new InvalidOperationException($"{accepted} events were accepted.");
            }
            if (run > 0)
            {
                rate.Add(Events / clock.Elapsed.TotalSeconds);
                allocated.Add((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Events);
            }
        }
        report.Add($"read CloudTrail events ({body.Length / Events} bytes each)", "events/s", "over 100,000", rate);
        report.Add("the same, allocated", "bytes/event", null, allocated);
        return Task.CompletedTask;
    }

    private static byte[] Trail()
    {
        using var output = new MemoryStream();
        output.Write("{\"Records\":["u8);
        for (var number = 0; number < Events; number++)
        {
            var (source, name, readOnly, request) = number % 10 == 0
                ? ("iam", "AttachRolePolicy", "false", $"{{\"roleName\":\"service-{number % 500}\",\"policyArn\":\"arn:aws:iam::aws:policy/ReadOnlyAccess\"}}")
                : ("ec2", "DescribeInstances", "true", "{\"instancesSet\":{},\"filterSet\":{\"items\":[{\"name\":\"vpc-id\",\"valueSet\":{\"items\":[{\"value\":\"vpc-1\"}]}}]}}");
            output.Write(Encoding.UTF8.GetBytes(
                $$$$"""
                {{{{(number > 0 ? "," : "")}}}}{"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE{{{{number % 50}}}}:i-0abc{{{{number}}}}","arn":"arn:aws:sts::111122223333:assumed-role/service-{{{{number % 50}}}}/i-0abc{{{{number}}}}","accountId":"111122223333","accessKeyId":"ASIAEXAMPLE{{{{number % 997}}}}","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAEXAMPLE{{{{number % 50}}}}","arn":"arn:aws:iam::111122223333:role/service-{{{{number % 50}}}}","accountId":"111122223333","userName":"service-{{{{number % 50}}}}"},"webIdFederationData":{},"attributes":{"creationDate":"2026-11-15T02:58:01Z","mfaAuthenticated":"false"}}},"eventTime":"2026-11-15T03:12:44Z","eventSource":"{{{{source}}}}.amazonaws.com","eventName":"{{{{name}}}}","awsRegion":"eu-central-1","sourceIPAddress":"10.0.4.{{{{number % 250}}}}","userAgent":"Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux#6.1 md/arch#x86_64 lang/python#3.14.3 cfg/retry-mode#legacy","requestParameters":{{{{request}}}},"responseElements":null,"requestID":"{{{{number:D12}}}}","eventID":"0f1e2d3c-0001-4a5b-9c8d-{{{{number:D12}}}}","readOnly":{{{{readOnly}}}},"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"111122223333","eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"ec2.eu-central-1.amazonaws.com"}}
                """));
        }
        output.Write("]}"u8);
        return output.ToArray();
    }
}

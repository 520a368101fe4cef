using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Tests.Platforms.Aws.Policies;

/// <summary>What is read from texts and kept for the next document that holds the same ones.</summary>
public sealed class SharedByTextTests
{
    [Fact]
    public void The_same_text_is_read_once()
    {
        var shared = new SharedByText<ActionPattern>();

        var first = shared.Get("s3:Get*", ActionPattern.Read);

        Assert.Same(first, shared.Get(string.Concat("s3:", "Get*"), _ => throw new InvalidOperationException("It was read before.")));
    }

    [Fact]
    public void However_many_texts_there_are_each_is_read_as_it_is_written()
    {
        var shared = new SharedByText<ResourceName>();

        for (var round = 0; round < 2; round++)
        {
            for (var number = 0; number < 50_000; number++)
            {
                var text = $"arn:aws:s3:::bucket-{number}";
                Assert.Equal(text, shared.Get(text, name => new ResourceName(name))!.Text);
            }
        }
    }

    [Fact]
    public void What_cannot_be_read_is_not_remembered_and_neither_is_a_long_text()
    {
        var (shared, reads) = (new SharedByText<ActionPattern>(), 0);
        ActionPattern? Read(string text)
        {
            reads++;
            return ActionPattern.Read(text);
        }

        Assert.All(Enumerable.Range(0, 2), _ => Assert.Null(shared.Get("nonsense", Read)));
        Assert.All(Enumerable.Range(0, 2), _ => Assert.NotNull(shared.Get($"s3:{new string('a', 300)}", Read)));
        Assert.Equal(4, reads);
    }

    [Fact]
    public void Variables_mean_something_only_in_the_documents_that_have_them()
    {
        const string statement = """ "Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}/*","Condition":{"StringEquals":{"aws:PrincipalTag/a":"${aws:username}"}}}]}""";
        for (var round = 0; round < 2; round++)
        {
            var newer = Assert.Single(PolicyDocument.Parse("{\"Version\":\"2012-10-17\"," + statement).Statements);
            var older = Assert.Single(PolicyDocument.Parse("{\"Version\":\"2008-10-17\"," + statement).Statements);

            Assert.True(newer.Resources!.Patterns[0].HasVariables);
            Assert.False(older.Resources!.Patterns[0].HasVariables);
            Assert.True(newer.Conditions[0].Values[0].HasVariables);
            Assert.False(older.Conditions[0].Values[0].HasVariables);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Reviews.Notices;

/// <summary>The table of days on which reviewers were reminded.</summary>
internal sealed class ReviewDigestConfiguration : IEntityTypeConfiguration<ReviewDigest>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ReviewDigest> builder)
    {
        builder.ToTable("review_digests");
        builder.HasKey(d => new { d.ReviewerId, d.Day });
    }
}

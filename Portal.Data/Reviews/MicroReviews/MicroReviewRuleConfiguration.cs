using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>The table of rules that open micro-reviews.</summary>
internal sealed class MicroReviewRuleConfiguration : IEntityTypeConfiguration<MicroReviewRule>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<MicroReviewRule> builder)
    {
        builder.ToTable("micro_review_rules");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Name).HasMaxLength(MicroReviewRule.NameLength);
        builder.Property(r => r.Filter).IsLongText();
        builder.Property(r => r.Problem).HasMaxLength(MicroReviewRule.ProblemLength);
        builder.HasIndex(r => r.Name).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Restrict);
    }
}

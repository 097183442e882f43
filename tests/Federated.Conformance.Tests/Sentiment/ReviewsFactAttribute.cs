namespace Federated.Conformance.Tests.Sentiment;

/// <summary>A fact about the review sentences beside the checkout; skipped where they are absent, unless CI requires them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReviewsFactAttribute : FactAttribute
{
    public ReviewsFactAttribute()
    {
        if (!ReviewSentences.ArePresent && !ReferenceMaterial.IsRequired)
            Skip = "The data are not here: there is no folder shared/data/uci_sentiment beside the repository.";
    }
}

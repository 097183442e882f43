using Federated.Tasks.Reports.Page;

namespace Federated.Tasks.Tests.Reports.Page;

public class PaletteTests
{
    public static TheoryData<string> Looks => ["light", "dark"];

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#777777", "#ffffff", 4.48)]
    public void Ratio_Colours_IsThatOfTheStandard(string first, string second, double expected) => Assert.Equal(expected, Contrast.Ratio(first, second), 2);

    [Theory]
    [MemberData(nameof(Looks))]
    public void Theme_Words_HaveContrastToReadThem(string look)
    {
        var theme = Of(look);
        foreach (var ground in new[] { theme.Ground, theme.Card })
            Assert.All([theme.Ink, theme.Muted, theme.Accent, theme.Good, theme.Warning, theme.Bad], ink => Assert.True(Contrast.Ratio(ink, ground) >= 4.5, $"{ink} on {ground}"));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public void Theme_Marks_StandOut(string look)
    {
        var theme = Of(look);
        Assert.All(theme.Series, colour => Assert.True(Contrast.Ratio(colour, theme.Card) >= 3, $"{colour} on {theme.Card}"));
        Assert.Equal(theme.Series.Count, theme.Series.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public void Theme_NumbersInColouredCells_HaveContrastToReadThem(string look)
    {
        var theme = Of(look);
        Assert.Equal(6, theme.Positive.Count);
        Assert.Equal(5, theme.Negative.Count);
        Assert.All(theme.Positive.Concat(theme.Negative), colour => Assert.True(Contrast.Ratio(Theme.InkOn(colour), colour) >= 4.5, colour));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public void Theme_Steps_MoveAwayFromTheCard(string look)
    {
        var theme = Of(look);
        foreach (var steps in new[] { theme.Positive, theme.Negative })
            Assert.Equal(steps.Select(colour => Contrast.Ratio(colour, theme.Card)).Order(), steps.Select(colour => Contrast.Ratio(colour, theme.Card)));
    }

    private static Theme Of(string look) => look == "light" ? Theme.Light : Theme.Dark;
}

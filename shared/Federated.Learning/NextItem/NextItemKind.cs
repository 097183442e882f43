namespace Federated.Learning.NextItem;

/// <summary>How a customer's items become the vector that the next item is looked for with.</summary>
public enum NextItemKind
{
    /// <summary>Gated recurrent units over the items in their order (GRU4Rec, Hidasi et al. 2016).</summary>
    Recurrent,

    /// <summary>Causal self-attention over the items and their places (SASRec, Kang and McAuley 2018).</summary>
    Attention,

    /// <summary>Two towers: the mean of the items, whatever their order, through an affine map; candidates have vectors of their own (Covington et al. 2016, section 3).</summary>
    TwoTower,
}

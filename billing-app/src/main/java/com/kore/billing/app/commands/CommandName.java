package com.kore.billing.app.commands;

import com.kore.billing.app.commands.CommandForms.CancelForm;
import com.kore.billing.app.commands.CommandForms.ChangeBillingIntervalForm;
import com.kore.billing.app.commands.CommandForms.ChangeManagedUsersForm;
import com.kore.billing.app.commands.CommandForms.ChangePlanForm;
import com.kore.billing.app.commands.CommandForms.CommandForm;
import com.kore.billing.app.commands.CommandForms.ErasePersonalDataForm;
import com.kore.billing.app.commands.CommandForms.GrantCreditForm;
import com.kore.billing.app.commands.CommandForms.PaymentMethodForm;
import com.kore.billing.app.commands.CommandForms.ProfileForm;
import com.kore.billing.app.commands.CommandForms.WithdrawCancellationForm;
import com.kore.billing.app.commands.CommandForms.WithdrawScheduledChangeForm;
import com.kore.billing.app.commands.ContractForms.AddPrepaidUsersForm;
import com.kore.billing.app.commands.ContractForms.AssignUserForm;
import com.kore.billing.app.commands.ContractForms.ReleaseUserForm;
import com.kore.billing.app.commands.ContractForms.SetPreferencesForm;
import com.kore.billing.app.commands.ContractForms.SignContractForm;
import com.kore.billing.app.commands.ContractForms.UserJoinedForm;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The commands on an account, each with the body that its own endpoint takes. What stands here can be previewed and simulated; a
 * constant is the last part of the endpoint's path in upper case.
 */
public enum CommandName {
    CHANGE_PLAN(ChangePlanForm.class),
    CHANGE_BILLING_INTERVAL(ChangeBillingIntervalForm.class),
    CHANGE_MANAGED_USERS(ChangeManagedUsersForm.class),
    CHANGE_PAYMENT_METHOD(PaymentMethodForm.class),
    UPDATE_BILLING_PROFILE(ProfileForm.class),
    CANCEL(CancelForm.class),
    WITHDRAW_CANCELLATION(WithdrawCancellationForm.class),
    WITHDRAW_SCHEDULED_CHANGE(WithdrawScheduledChangeForm.class),
    ADD_PREPAID_USERS(AddPrepaidUsersForm.class),
    USER_JOINED(UserJoinedForm.class),
    ASSIGN_USER(AssignUserForm.class),
    RELEASE_USER(ReleaseUserForm.class),
    SET_PREFERENCES(SetPreferencesForm.class),
    SIGN_CONTRACT(SignContractForm.class) {
        @Override
        boolean isForStaff() {
            return true;
        }
    },
    GRANT_CREDIT(GrantCreditForm.class) {
        @Override
        boolean isForStaff() {
            return true;
        }
    },
    ERASE_PERSONAL_DATA(ErasePersonalDataForm.class) {
        @Override
        boolean isForStaff() {
            return true;
        }
    };

    private final Class<? extends CommandForm> form;

    CommandName(Class<? extends CommandForm> form) {
        this.form = form;
    }

    Class<? extends CommandForm> form() {
        return form;
    }

    /** Whether its endpoint needs {@code billing:admin}. */
    boolean isForStaff() {
        return false;
    }

    /** As callers write it, such as {@code change-plan}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<CommandName> of(String text) {
        return Arrays.stream(values())
                .filter(command -> command.toString().equals(text))
                .findFirst();
    }

    static List<String> all() {
        return Arrays.stream(values()).map(CommandName::toString).toList();
    }
}
